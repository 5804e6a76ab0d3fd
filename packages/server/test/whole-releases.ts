/**
 * What must hold of releases and schedules whenever a server was killed, read from the tables: each release is whole or
 * not there at all, with all of its items, what was live before, its publication and its schedule. Fails the test where
 * it is not so. The note of each release and schedule says how many items it has to have.
 */
import { channels, wasPublished } from '@copydesk/contract'
import { expect } from 'vitest'
import type { Row } from '../src/storage/schema.ts'
import type { Storage } from '../src/storage/storage.ts'
import { expectTrueReleases } from './release-truth.ts'

/** Later than this, whoever scheduled is told; later than the other, they have to say what becomes of it. */
const lateMs = 60_000
const latestMs = 24 * 60 * 60 * 1000

export interface KnownOfReleases {
  /** Releases that the server answered with. */
  acknowledged: readonly string[]
  /** Whether nothing is left to be done, so that everybody has been told. */
  isAllTold: boolean
}

/** Gives what there is, for what else has to agree with it. */
export async function expectWholeReleases(
  storage: Storage,
  { acknowledged, isAllTold }: KnownOfReleases,
): Promise<{ releases: Row<'releases'>[]; schedules: Row<'schedules'>[] }> {
  await expectTrueReleases(storage)
  const rows = await read(storage)
  const { releases, schedules } = rows
  expect(releases.map(({ id }) => id)).toEqual(expect.arrayContaining([...acknowledged]))
  expectWholeEntries(rows)
  expectWholeProjects(rows)
  expectCarriedOutOnce(rows)
  if (isAllTold) expectLateOnesTold(rows)
  return { releases, schedules }
}

type Rows = Awaited<ReturnType<typeof read>>

function read(storage: Storage) {
  return storage.read(async (tx) => ({
    releases: await tx.selectFrom('releases').selectAll().orderBy('id').execute(),
    entries: await tx.selectFrom('release_items').selectAll().execute(),
    told: await tx.selectFrom('publications').select('data').where('channel', 'like', 'project:%').execute(),
    cut: await tx
      .selectFrom('channels')
      .select('name')
      .where('name', 'like', 'project:%')
      .where('floor', '>', 0)
      .execute(),
    activity: await tx
      .selectFrom('activity')
      .select(['project_id', 'kind'])
      .where('kind', '=', 'project.published')
      .execute(),
    items: await tx
      .selectFrom('project_items as item')
      .innerJoin('versions as version', 'version.id', 'item.version_id')
      .select(['item.project_id', 'item.action', 'item.version_id', 'item.review_status', 'version.status'])
      .execute(),
    locked: await tx.selectFrom('versions').select('id').where('status', '=', 'scheduled').execute(),
    projects: await tx.selectFrom('projects').selectAll().execute(),
    schedules: await tx.selectFrom('schedules').selectAll().execute(),
    notifications: await tx.selectFrom('notifications').selectAll().execute(),
  }))
}

function expectWholeEntries({ releases, entries, told, cut, activity }: Rows): void {
  const itemsOf = Map.groupBy(entries, (entry) => entry.release_id)
  for (const { id, state, note, published_count, taken_down_count } of releases) {
    const own = itemsOf.get(id) ?? []
    expect([state, own.length], id).toEqual(['done', Number(note)])
    expect(own.length, id).toBe(published_count + taken_down_count)
  }
  const ofProjects = releases.flatMap(({ id, project_id }) => (project_id === null ? [] : { id, project_id }))
  const published = told
    .map(({ data }) => JSON.parse(data))
    .filter(({ type }) => type === 'project.published')
  const publishedIds = published.map(({ release }) => release.id)
  const kept = new Set(publishedIds)
  const isCut = new Set(cut.map(({ name }) => name))
  // What is too old is told in no journal any more.
  const expected = ofProjects.filter(
    ({ id, project_id }) => kept.has(id) || !isCut.has(channels.project(project_id)),
  )
  expect(publishedIds.sort()).toEqual(expected.map(({ id }) => id).sort())
  expect(activity.map((row) => row.project_id).sort()).toEqual(ofProjects.map((row) => row.project_id).sort())
}

function expectWholeProjects({ releases, items, projects, schedules, locked }: Rows): void {
  const itemsOf = Map.groupBy(items, (item) => item.project_id)
  const active = schedules.filter(({ state }) => state === 'pending' || state === 'missed')
  const held = new Set(active.flatMap(({ version_id }) => version_id ?? []))
  for (const { id, published_at, schedule_id, reverts_release_id } of projects) {
    const own = itemsOf.get(id) ?? []
    const statuses = own.map((item) => item.review_status ?? item.status)
    const out = releases.filter((release) => release.project_id === id)
    expect(published_at !== null, id).toBe(out.length === 1)
    if (out.length === 0) expect(statuses.filter(wasPublished), id).toEqual([])
    else expect(statuses.filter(wasPublished).length, id).toBe(Number(out[0]?.note))
    const isScheduled = active.some((schedule) => schedule.id === schedule_id)
    expect(statuses.includes('scheduled'), id).toBe(isScheduled)
    if (isScheduled) for (const item of own) held.add(item.version_id)
    if (reverts_release_id !== null && out[0] !== undefined) {
      const reverted = releases.find((release) => release.id === reverts_release_id)
      expect(reverted?.reverted_by_id, id).not.toBeNull()
    }
  }
  // Nothing is locked for good.
  for (const { id } of locked) expect(held, id).toContain(id)
}

function expectCarriedOutOnce({ releases, schedules }: Rows): void {
  for (const { id, state } of schedules) {
    const carriedOut = releases.filter((release) => release.schedule_id === id)
    expect(carriedOut.length, id).toBe(state === 'done' ? 1 : 0)
  }
}

function expectLateOnesTold({ schedules, notifications }: Rows): void {
  const toldOf = (schedule: Row<'schedules'>) =>
    notifications
      .filter(
        ({ person_id, project_id, version_id }) =>
          person_id === schedule.scheduled_by_id &&
          (schedule.project_id === null
            ? version_id === schedule.version_id && project_id === null
            : project_id === schedule.project_id),
      )
      .map(({ kind }) => kind)
      .filter((kind) => kind.startsWith('schedule.') && kind !== 'schedule.blocked')
  for (const schedule of schedules) {
    const { id, state, due_at, ended_at } = schedule
    const late = (ended_at ?? due_at) - due_at
    const told = toldOf(schedule)
    if (state === 'failed') expect(told, id).toEqual(['schedule.failed'])
    else if (state === 'missed' || late > latestMs) expect(told, id).toEqual(['schedule.missed'])
    else if (state === 'done') expect(told, id).toEqual(late > lateMs ? ['schedule.late'] : [])
  }
}
