/**
 * A server without its sockets that releases without pause until it is killed: everything, what is ready, take-downs,
 * versions by themselves, by schedule, and releases taken back. Says what it is about to do, and each release once that
 * is acknowledged. Started by killed-releases.test.ts; the seed says what it does.
 *
 *     release-writer DATABASE SEED
 *
 * The note of a release says how many items it has to have.
 */
import type { Id, ProjectItem, Release } from '@copydesk/contract'
import { createMemoryBroker } from '@copydesk/hub'
import { uuidv7 } from 'uuidv7'
import { works } from '../src/cli/works.ts'
import type { Command } from '../src/command/command.ts'
import { CommandRunner } from '../src/command/command-runner.ts'
import { Refusal } from '../src/command/refusal.ts'
import { createContent, createVersion } from '../src/content/commands.ts'
import { Jobs } from '../src/jobs/jobs.ts'
import { readViewer } from '../src/people/read-viewer.ts'
import { addItems } from '../src/projects/items/commands/add-items.ts'
import { changeItems } from '../src/projects/items/commands/change-items.ts'
import { moveVersion } from '../src/projects/items/commands/review-version.ts'
import { anyOf } from '../src/projects/items/seen-items.ts'
import { createProject } from '../src/projects/project/commands.ts'
import { publish } from '../src/projects/releases/publish.ts'
import { publishVersion } from '../src/projects/releases/publish-version.ts'
import { revert } from '../src/projects/releases/revert.ts'
import { createSchedule } from '../src/projects/schedules/commands.ts'
import { projectDoor } from '../src/projects/schedules/project-door.ts'
import { openAt } from './open-at.ts'
import { randomOf } from './random-of.ts'

const [, , database, seed] = process.argv
if (!database || !seed) throw new Error('usage: release-writer DATABASE SEED')
const storage = await openAt(database)
const random = randomOf(Number(seed))
let aheadMs = 0
const now = () => Date.now() + aheadMs
const runner = new CommandRunner({
  storage,
  broker: createMemoryBroker(),
  now,
  newId: uuidv7,
  onWork: () => {},
})
const log = {
  error: (fields: object) => process.stderr.write(`${JSON.stringify(fields)}\n`),
}
const jobs = new Jobs({ storage, runner, now, elapsed: () => performance.now(), works, readViewer, log })
const { id: personId } = await storage.read((tx) =>
  tx.selectFrom('people').select('id').orderBy('id').executeTakeFirstOrThrow(),
)

const say = (line: string) => process.stdout.write(`${line}\n`)
const below = (limit: number) => Math.floor(random() * limit)

async function run<Body>(command: Command<Body>): Promise<Body> {
  say('command')
  return (await runner.run({ actor: { id: personId, kind: 'person' } }, command)).body
}

const contents = () =>
  storage.read(async (tx) =>
    (await tx.selectFrom('content_items').select('id').orderBy('id').execute()).map(({ id }) => id),
  )
while ((await contents()).length < 8) {
  await run(createContent({ type: 'page', language: 'en', title: 'A page' }))
}
const contentIds = await contents()

/** Some of them, at least one. */
function some<T>(list: readonly T[]): T[] {
  const found = list.filter(() => random() < 0.5)
  return found.length > 0 ? found : list.slice(0, 1)
}

async function moveToReady(projectId: Id, items: readonly ProjectItem[]): Promise<void> {
  for (const status of ['in_review', 'ready'] as const) {
    await run(changeItems(projectId, anyOf(items.map(({ id }) => id)), { status }))
  }
}

async function projectOf(ids: readonly Id[], action: 'publish' | 'unpublish' = 'publish') {
  const project = await run(createProject({ name: 'Release' }))
  const added = ids.map((contentId) => ({ contentId, action }))
  return { project, items: (await run(addItems(project.id, added))).data }
}

async function releaseAll(projectId: Id, count: number, mode: 'all' | 'ready' = 'all'): Promise<Release> {
  return (await run(publish(projectId, { mode, replace: true, note: String(count) }))).release
}

const kinds: (() => Promise<Release | undefined>)[] = [
  async function everything() {
    const { project, items } = await projectOf(some(contentIds))
    await moveToReady(project.id, items)
    return releaseAll(project.id, items.length)
  },
  async function whatIsReady() {
    const { project, items } = await projectOf(some(contentIds))
    const ready = some(items)
    await moveToReady(project.id, ready)
    return releaseAll(project.id, ready.length, 'ready')
  },
  async function takeDowns() {
    const live = await storage.read((tx) =>
      tx.selectFrom('versions').select('content_id').where('status', '=', 'published').execute(),
    )
    if (live.length === 0) return undefined
    const { project, items } = await projectOf(some(live.map((row) => row.content_id)), 'unpublish')
    await moveToReady(project.id, items)
    return releaseAll(project.id, items.length)
  },
  async function byItself() {
    const contentId = contentIds[below(contentIds.length)] ?? ''
    const { id } = await run(createVersion(contentId, { language: 'en' }))
    for (const status of ['in_review', 'ready'] as const) await run(moveVersion(contentId, id, { status }))
    return (await run(publishVersion(contentId, id, { note: '1' }))).release
  },
  async function bySchedule() {
    const { project, items } = await projectOf(some(contentIds))
    await moveToReady(project.id, items)
    // In the next minute but one, whatever the second is.
    const wallTime = new Date(now() + 120_000).toISOString().slice(0, 16)
    const { id } = await run(
      createSchedule(projectDoor(project.id), { wallTime, timeZone: 'UTC', note: String(items.length) }),
    )
    aheadMs += 180_000
    say('command')
    await jobs.drain()
    return storage.read(async (tx) => {
      const row = await tx
        .selectFrom('releases')
        .select('id')
        .where('schedule_id', '=', id)
        .executeTakeFirst()
      return row && ({ id: row.id } as Release)
    })
  },
  async function takenBack() {
    const releases = await storage.read((tx) => tx.selectFrom('releases').select('id').execute())
    const { id } = releases[below(releases.length)] ?? {}
    if (id === undefined) return undefined
    const { project } = await run(revert(id, {}))
    const { count } = await storage.read((tx) =>
      tx
        .selectFrom('project_items')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('project_id', '=', project.id)
        .executeTakeFirstOrThrow(),
    )
    return releaseAll(project.id, Number(count))
  },
]

while (true) {
  try {
    const release = await kinds[below(kinds.length)]?.()
    if (release !== undefined) say(`release ${release.id}`)
  } catch (error) {
    // A take-down of what is down already, or a release of which nothing is left to take back.
    if (!(error instanceof Refusal)) throw error
  }
  await jobs.drain()
}
