/**
 * The promise of the journal with several writers at once: whatever they do to each other, old snapshots and the events
 * after them equal fresh ones, counts are true, one of two edits of the same revision is refused, and nothing is
 * published by half. Seeds are fixed; which command is first is up to the database.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Refusal } from '../src/command/refusal.ts'
import { changeProject } from '../src/projects/project/commands.ts'
import { expectTrueCounts } from './comment-counts.ts'
import { checkHeld, type Held, holdAll } from './held-snapshots.ts'
import { carryOut, opening, steps } from './project-steps.ts'
import { openPropertyDesk, type PropertyDesk } from './property-desk.ts'

const runs = process.env.LONG_RUNS === undefined ? 2 : 20
const writers = 4

it.each(Array.from({ length: runs }, (_, index) => index + 1))(
  `${writers} writers at once leave what each of their events said (seed %i)`,
  async (seed) => {
    const desk = await openPropertyDesk()
    try {
      for (const one of opening) await carryOut(desk, one)
      const held = [...(await holdAll(desk, 3))]
      const accepted: string[] = []
      await Promise.all([
        ...fc.sample(steps, { seed, numRuns: writers }).map(async (taken) => {
          for (const one of taken) if (one.action !== 'runJobs') await carryOut(desk, one)
        }),
        editAsSeen(desk, accepted),
        editAsSeen(desk, accepted),
        workAndLook(desk, held),
      ])
      await desk.runJobs()
      await checkHeld(desk, held)
      await expectTrueCounts(desk.storage)
      await expectWholePublishes(desk)
      expect(accepted.length).toBe(new Set(accepted).size)
    } finally {
      await desk.close()
    }
  },
  120_000,
)

/** Edits projects at the revision that was seen, and notes which revision each accepted edit was of. */
async function editAsSeen({ storage, runner, personIds: [id = ''] }: PropertyDesk, accepted: string[]) {
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

/** Follow-ups beside the commands, and snapshots of moments in between. */
async function workAndLook(desk: PropertyDesk, held: Held[]): Promise<void> {
  for (let count = 0; count < 3; count += 1) {
    await desk.runJobs()
    held.push(...(await holdAll(desk, 3)))
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
