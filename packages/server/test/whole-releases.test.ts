/** The check that runs after each crash finds what a crash could leave behind, planted on purpose. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createContent } from '../src/content/commands.ts'
import { addItems } from '../src/projects/items/commands/add-items.ts'
import { changeItems } from '../src/projects/items/commands/change-items.ts'
import { anyOf } from '../src/projects/items/seen-items.ts'
import { createProject } from '../src/projects/project/commands.ts'
import { publish } from '../src/projects/releases/publish.ts'
import { createSchedule } from '../src/projects/schedules/commands.ts'
import { projectDoor } from '../src/projects/schedules/project-door.ts'
import type { Tx } from '../src/storage/storage.ts'
import { openPropertyDesk, type PropertyDesk } from './property-desk.ts'
import { expectWholeReleases } from './whole-releases.ts'

let desk: PropertyDesk
let aheadMs: number
let scheduledId: string

beforeEach(async () => {
  aheadMs = 0
  desk = await openPropertyDesk({ clockOffMs: () => aheadMs })
  const now = await readyProject('Now')
  await run(publish(now, { mode: 'all', note: '2' }))
  scheduledId = await readyProject('Later')
  const later = { wallTime: '2026-03-02T12:00', timeZone: 'UTC', note: '2' }
  await run(createSchedule(projectDoor(scheduledId), later))
  await check()
  // Three hours late.
  aheadMs = 6 * 60 * 60 * 1000
  await desk.runJobs()
  await check()
})
afterEach(() => desk.close())

async function run<Body>(command: Parameters<typeof desk.run<Body>>[1]): Promise<Body> {
  const body = await desk.run(desk.personIds[0] ?? '', command)
  if (body === undefined) throw new Error('Refused')
  return body
}

async function readyProject(name: string): Promise<string> {
  const { id } = await run(createProject({ name }))
  const added: { contentId: string }[] = []
  for (const title of ['One', 'Two']) {
    const { content } = await run(createContent({ type: 'page', language: 'en', title }))
    added.push({ contentId: content.id })
  }
  const { data } = await run(addItems(id, added))
  for (const status of ['in_review', 'ready'] as const) {
    await run(changeItems(id, anyOf(data.map((item) => item.id)), { status }))
  }
  return id
}

const check = () => expectWholeReleases(desk.storage, { acknowledged: [], isAllTold: true })

const planted: [string, (tx: Tx) => Promise<unknown>][] = [
  [
    'half of a project is out',
    (tx) =>
      tx
        .updateTable('versions')
        .set({ status: 'ready' })
        .where('id', '=', tx.selectFrom('project_items').select('version_id').limit(1))
        .execute(),
  ],
  [
    'a release has lost an item',
    (tx) =>
      tx
        .deleteFrom('release_items')
        .where('id', '=', tx.selectFrom('release_items').select('id').limit(1))
        .execute(),
  ],
  [
    'nobody heard of a release',
    (tx) => tx.deleteFrom('publications').where('data', 'like', '%project.published%').execute(),
  ],
  [
    'a release is not in the activity',
    (tx) => tx.deleteFrom('activity').where('kind', '=', 'project.published').execute(),
  ],
  [
    'a schedule was carried out and is pending',
    (tx) => tx.updateTable('schedules').set({ state: 'pending' }).execute(),
  ],
  [
    'a version stays locked without a schedule',
    (tx) => tx.updateTable('versions').set({ status: 'scheduled' }).where('number', '=', 1).execute(),
  ],
  [
    'nobody was told that a schedule was late',
    (tx) => tx.deleteFrom('notifications').where('kind', '=', 'schedule.late').execute(),
  ],
  [
    'a schedule was carried out twice',
    async (tx) => {
      const first = await tx
        .selectFrom('releases')
        .selectAll()
        .where('schedule_id', 'is not', null)
        .executeTakeFirstOrThrow()
      const twin = { ...first, id: desk.newId(), project_id: null, note: '0' }
      await tx
        .insertInto('releases')
        .values({ ...twin, published_count: 0, taken_down_count: 0 })
        .execute()
    },
  ],
]

it.each(planted)('finds that %s', async (_, plant) => {
  await desk.storage.write(plant)
  await expect(check()).rejects.toMatchObject({ name: 'AssertionError' })
})

it('finds that what was acknowledged is not there', async () => {
  const known = { acknowledged: [desk.newId()], isAllTold: true }
  await expect(expectWholeReleases(desk.storage, known)).rejects.toMatchObject({ name: 'AssertionError' })
})
