/**
 * A server that is killed while it releases, at any moment, leaves each release whole or not at all: all of its items,
 * what was live before, its publication and its schedule. What was acknowledged is there, and a schedule whose time
 * passed meanwhile is carried out once.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wasPublished } from '@copydesk/contract'
import { createMemoryBroker } from '@copydesk/hub'
import { uuidv7 } from 'uuidv7'
import { expect, it } from 'vitest'
import { works } from '../src/cli/works.ts'
import { CommandRunner } from '../src/command/command-runner.ts'
import { systemActor } from '../src/command/system-actor.ts'
import { Jobs } from '../src/jobs/jobs.ts'
import { createPerson } from '../src/people/commands.ts'
import { readViewer } from '../src/people/read-viewer.ts'
import type { Storage } from '../src/storage/storage.ts'
import { runAndKill } from './killed-writer.ts'
import { openAt } from './open-at.ts'
import { randomOf } from './random-of.ts'
import { expectTrueReleases } from './release-truth.ts'
import { createTestDatabase } from './test-storage.ts'

const writer = new URL('release-writer.ts', import.meta.url)
const seed = Number(process.env.LONG_SEED ?? 42)
/** Lives of the server: about ten releases each in a long run. */
const lives = Number(process.env.LONG_RUNS ?? 1)
const [least, most] = process.env.LONG_RUNS === undefined ? [50, 60] : [40, 140]

it(`releases are whole or not at all, whenever the server is killed (seed ${seed})`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-killed-'))
  const database = await createTestDatabase(folder)
  await invite(database)
  const random = randomOf(seed)
  const acknowledged: string[] = []
  for (let life = 0; life < lives; life += 1) {
    const lines = least + Math.floor(random() * (most - least))
    const said = await runAndKill(writer, [database, String(seed + life)], lines)
    expect(said.length).toBeGreaterThanOrEqual(lines)
    acknowledged.push(...said.flatMap((line) => /^release (.+)$/.exec(line)?.[1] ?? []))
    await inspect(database, acknowledged)
  }
  expect(acknowledged.length).toBeGreaterThan(lives * 2)
  // Late by less than a day: carried out after the start, once.
  await carryOutLate(database)
  expect(await inspect(database, acknowledged)).toBe(0)
  rmSync(folder, { recursive: true })
})

/** One person who may do everything. */
async function invite(database: string): Promise<void> {
  const storage = await openAt(database)
  const runner = runnerOn(storage, Date.now)
  const ada = { name: 'Ada', email: 'ada@test.example', role: 'admin' as const, passwordHash: null }
  await runner.run({ actor: systemActor }, createPerson(ada))
  await storage.close()
}

async function carryOutLate(database: string): Promise<void> {
  const storage = await openAt(database)
  const now = () => Date.now() + 12 * 60 * 60 * 1000
  const failures: object[] = []
  const log = { error: (fields: object) => failures.push(fields) }
  const runner = runnerOn(storage, now)
  await new Jobs({ storage, runner, now, elapsed: () => performance.now(), works, readViewer, log }).drain()
  expect(failures).toEqual([])
  await storage.close()
}

function runnerOn(storage: Storage, now: () => number): CommandRunner {
  return new CommandRunner({ storage, broker: createMemoryBroker(), now, newId: uuidv7, onWork: () => {} })
}

/** Opens the database as the next start does, holds all that must agree against each other, and counts what is due yet. */
async function inspect(database: string, acknowledged: readonly string[]): Promise<number> {
  const storage = await openAt(database)
  await expectTrueReleases(storage)
  const { releases, entries, told, items, projects, schedules } = await storage.read(async (tx) => ({
    releases: await tx.selectFrom('releases').selectAll().execute(),
    entries: await tx.selectFrom('release_items').selectAll().execute(),
    told: await tx.selectFrom('publications').select('data').where('channel', 'like', 'project:%').execute(),
    items: await tx
      .selectFrom('project_items as item')
      .innerJoin('versions as version', 'version.id', 'item.version_id')
      .select(['item.project_id', 'item.action', 'item.review_status', 'version.status'])
      .execute(),
    projects: await tx.selectFrom('projects').selectAll().execute(),
    schedules: await tx.selectFrom('schedules').selectAll().execute(),
  }))
  await storage.close()

  const ids = releases.map(({ id }) => id)
  expect(ids).toEqual(expect.arrayContaining([...acknowledged]))
  const itemsOf = Map.groupBy(entries, (entry) => entry.release_id)
  for (const release of releases) {
    const own = itemsOf.get(release.id) ?? []
    expect([release.state, own.length], release.id).toEqual(['done', Number(release.note)])
    expect(own.length).toBe(release.published_count + release.taken_down_count)
  }
  const published = told
    .map(({ data }) => JSON.parse(data))
    .filter(({ type }) => type === 'project.published')
  const ofProjects = releases.filter((release) => release.project_id !== null)
  expect(published.map(({ release }) => release.id).sort()).toEqual(ofProjects.map(({ id }) => id).sort())

  const statusesOf = Map.groupBy(items, (item) => item.project_id)
  for (const { id, published_at, schedule_id, reverts_release_id } of projects) {
    const statuses = (statusesOf.get(id) ?? []).map((item) => item.review_status ?? item.status)
    const out = ofProjects.filter((release) => release.project_id === id)
    expect(published_at !== null, id).toBe(out.length === 1)
    if (out.length === 0) expect(statuses.filter(wasPublished), id).toEqual([])
    else expect(statuses.filter(wasPublished).length, id).toBe(Number(out[0]?.note))
    const isPending = schedules.some(({ id, state }) => id === schedule_id && state === 'pending')
    expect(new Set(statuses).has('scheduled'), id).toBe(isPending)
    if (reverts_release_id !== null && out[0] !== undefined) {
      const reverted = releases.find((release) => release.id === reverts_release_id)
      expect(reverted?.reverted_by_id).not.toBeNull()
    }
  }
  for (const schedule of schedules) {
    const carriedOut = releases.filter((release) => release.schedule_id === schedule.id)
    expect(carriedOut.length, schedule.id).toBe(schedule.state === 'done' ? 1 : 0)
  }
  return schedules.filter(({ state }) => state === 'pending').length
}
