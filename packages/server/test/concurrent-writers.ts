/**
 * The promise of the journal with several writers at once, as a check that any desk can be put to, one with a planted
 * fault as well: whatever they do to each other, old snapshots and the events after them equal fresh ones, counts are
 * true, one of two edits of the same revision is refused, nothing is published by half, and a node misses nothing.
 */
import { setImmediate } from 'node:timers/promises'
import type { JournalReader } from '@copydesk/hub'
import { expect } from 'vitest'
import { Refusal } from '../src/command/refusal.ts'
import { changeProject } from '../src/projects/project/commands.ts'
import { carryOut } from './carry-out-step.ts'
import { expectTrueCounts } from './comment-counts.ts'
import { checkHeld, type Held, holdAll } from './held-snapshots.ts'
import { opening, type Step } from './project-steps.ts'
import type { PropertyDesk } from './property-desk.ts'

/** What the writers of one check have in common. */
export interface Check {
  desk: PropertyDesk
  /** Which revision of which project each accepted edit was of. */
  accepted: string[]
  /** Snapshots, those of moments in between too. */
  held: Held[]
}

export type Writer = (check: Check) => Promise<unknown>

/** Lets all of them write at once. Rejects when anything that was promised is not so afterwards. */
export async function checkWriters(desk: PropertyDesk, writers: readonly Writer[]): Promise<void> {
  for (const one of opening) await carryOut(desk, one)
  const check: Check = { desk, accepted: [], held: await holdAll(desk, 3) }
  await Promise.all(writers.map((writer) => writer(check)))
  await desk.runJobs()
  await checkHeld(desk, check.held)
  await expectTrueCounts(desk.storage)
  await expectWholePublishes(desk)
  expect(check.accepted.length).toBe(new Set(check.accepted).size)
}

/** Takes these steps, and leaves the jobs to others. */
export function stepper(steps: readonly Step[]): Writer {
  return async ({ desk }) => {
    for (const one of steps) if (one.action !== 'runJobs') await carryOut(desk, one)
  }
}

/** Edits projects at the revision that was seen, and notes which revision each accepted edit was of. */
export const editor: Writer = async ({ desk, accepted }) => {
  const { storage, runner, personIds } = desk
  const [id = ''] = personIds
  for (let count = 0; count < 10; count += 1) {
    const project = await storage.read((tx) =>
      tx
        .selectFrom('projects')
        .select(['id', 'revision'])
        .where('deleted_at', 'is', null)
        .orderBy('id')
        .executeTakeFirst(),
    )
    if (!project) continue
    const expected = new Set([project.revision])
    const name = `Edit of ${project.revision} ${count} ${accepted.length}`
    try {
      await runner.run({ actor: { id, kind: 'person' }, expected }, changeProject(project.id, { name }))
      accepted.push(`${project.id} at ${project.revision}`)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
}

/** Carries out follow-ups beside the commands, and takes snapshots of moments in between. */
export const onlooker: Writer = async ({ desk, held }) => {
  for (let count = 0; count < 3; count += 1) {
    await desk.runJobs()
    held.push(...(await holdAll(desk, 3)))
  }
}

/**
 * A node that hears no hints and asks the journal for the heads of its channels: before `others` write, while
 * they do, and once more when they are done. Everything of these channels must have come to it by then, without gap or double.
 */
export function follower(journal: JournalReader, channels: readonly string[], others: Writer): Writer {
  return async (check) => {
    const seen = new Map(channels.map((channel) => [channel, 0]))
    const catchUp = async () => {
      for (const [channel, head] of await journal.heads(channels)) {
        const after = seen.get(channel) ?? 0
        if (head.offset <= after) continue
        const offsets = (await journal.read(channel, after, 10_000))?.publications.map(({ offset }) => offset)
        expect(offsets?.[0], `the next publication of ${channel}`).toBe(after + 1)
        seen.set(channel, offsets?.at(-1) ?? after)
      }
    }
    await catchUp()
    let isDone = false
    const writing = others(check).finally(() => {
      isDone = true
    })
    while (!isDone) {
      await catchUp()
      await setImmediate()
    }
    await writing
    await catchUp()
    const { storage } = check.desk
    const heads = await storage.read((tx) =>
      tx.selectFrom('channels').select(['name', 'head']).where('name', 'in', channels).execute(),
    )
    for (const { name, head } of heads) expect(seen.get(name), `what came of ${name}`).toBe(head)
  }
}

/** One version at most is live per content and language, and releases did all that they say. */
async function expectWholePublishes({ storage }: PropertyDesk): Promise<void> {
  const { live, releases, entries } = await storage.read(async (tx) => ({
    live: await tx
      .selectFrom('versions')
      .select(['content_id', 'language'])
      .where('status', '=', 'published')
      .execute(),
    releases: await tx.selectFrom('releases').selectAll().execute(),
    entries: await tx
      .selectFrom('release_items as entry')
      .innerJoin('versions as version', 'version.id', 'entry.version_id')
      .select(['entry.release_id', 'entry.action', 'version.status'])
      .execute(),
  }))
  const places = live.map((row) => `${row.content_id} ${row.language}`)
  expect(places.length).toBe(new Set(places).size)
  for (const release of releases) {
    const published = entries.filter((one) => one.release_id === release.id && one.action === 'publish')
    expect(published).toHaveLength(release.published_count)
    for (const { status } of published) expect(['published', 'previously_published']).toContain(status)
  }
}
