/**
 * The state machine of versions, items, projects, schedules and releases, held against its model: several people send
 * commands at the same moment, and what comes of them is what the model makes of them in one of their orders.
 */
import { type Id, settableStatuses } from '@copydesk/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Command } from '../src/command/command.ts'
import { Refusal } from '../src/command/refusal.ts'
import { changeVersion, createContent, createVersion } from '../src/content/commands.ts'
import { addItems } from '../src/projects/items/commands/add-items.ts'
import { changeItems } from '../src/projects/items/commands/change-items.ts'
import { removeItems } from '../src/projects/items/commands/remove-items.ts'
import { moveVersion, rebaseVersion } from '../src/projects/items/commands/review-version.ts'
import { anyOf } from '../src/projects/items/seen-items.ts'
import { createProject } from '../src/projects/project/commands.ts'
import { publish } from '../src/projects/releases/publish.ts'
import { publishVersion } from '../src/projects/releases/publish-version.ts'
import { revert } from '../src/projects/releases/revert.ts'
import { cancelSchedule, createSchedule } from '../src/projects/schedules/commands.ts'
import { projectDoor } from '../src/projects/schedules/project-door.ts'
import { openPropertyDesk, type PropertyDesk } from './property-desk.ts'
import {
  applyToModel,
  type Model,
  type ModelCommand,
  type ModelEntry,
  type ModelItem,
  releaseKey,
  revertProjectKey,
} from './release-model.ts'
import { expectTrueReleases } from './release-truth.ts'

const types = [
  'draft',
  'edit',
  'rebase',
  'move',
  'makeReady',
  'moveItem',
  'add',
  'add',
  'takeDown',
  'remove',
  'publish',
  'publish',
  'publishVersion',
  'schedule',
  'cancel',
  'revert',
  'revert',
] as const
interface Wish {
  type: (typeof types)[number]
  pick: number
  other: number
  value: number
}

const wish = fc.record<Wish>({
  type: fc.constantFrom(...types),
  pick: fc.nat(20),
  other: fc.nat(20),
  value: fc.nat(20),
})
/** What is sent at once, time after time. */
const moments = fc.array(fc.array(wish, { minLength: 1, maxLength: 3 }), {
  minLength: 10,
  maxLength: 40,
  size: 'max',
})

const moment = (type: Wish['type'], ...picks: number[]): Wish[] =>
  picks.map((pick) => ({ type, pick, other: 0, value: 0 }))

/** Every run begins with two releases of the same content and a take-down, so that there is something to take back. */
const opening = [
  ...[1, 2].flatMap(() => [
    moment('add', 0, 1),
    moment('makeReady', 0),
    moment('makeReady', 0),
    moment('publish', 0),
  ]),
  moment('takeDown', 1),
  moment('makeReady', 0),
  moment('makeReady', 0),
  moment('publish', 0),
]

/** Peers' bugs: each was found in the releases of another system. The releases are picked by their names' order. */
const known: [Wish[][]][] = [
  // A revert that went one revision too far, and the revert of that revert.
  [
    [
      moment('revert', 1),
      moment('publish', 0),
      [{ type: 'publish', pick: 0, other: 1, value: 0 }],
      moment('revert', 2),
    ],
  ],
  // Reverts of a take-down and of what was new, one after the other and both at once.
  [[moment('revert', 0, 2), [{ type: 'publish', pick: 0, other: 1, value: 0 }], moment('revert', 0, 1, 2)]],
  // Two publishes at once with the same content, and a text that changes meanwhile.
  [
    [
      [...moment('add', 0, 2), ...moment('edit', 0)],
      [...moment('makeReady', 0), ...moment('edit', 0)],
      [...moment('publish', 0, 0), ...moment('edit', 0)],
    ],
  ],
]

/** What there is, by the names that the model has for it. */
interface Ids {
  contents: Id[]
  versions: Id[][]
  projects: Map<string, Id>
  items: Map<string, Id>
  releases: Map<string, Id>
}

it('what people do at the same moment comes out as the model says', async () => {
  await fc.assert(
    fc.asyncProperty(moments, async (taken) => {
      const desk = await openPropertyDesk()
      try {
        await begin(desk)
        for (const wishes of [...opening, ...taken]) {
          const { model, ids } = await read(desk)
          const commands = wishes.flatMap((one) => meant(one, model))
          const accepted = await Promise.all(
            commands.map((command, index) => send(desk, index, toCommand(command, ids))),
          )
          const { model: after } = await read(desk)
          expectOneOf(model, commands, accepted, after)
        }
        await expectTrueReleases(desk.storage)
      } finally {
        await desk.close()
      }
    }),
    { seed: 42, numRuns: 5, examples: known },
  )
})

async function begin(desk: PropertyDesk): Promise<void> {
  const [ada = ''] = desk.personIds
  for (const title of ['One', 'Two', 'Three']) {
    await desk.run(ada, createContent({ type: 'page', language: 'en', title }))
  }
  for (const name of ['Spring', 'Summer']) await desk.run(ada, createProject({ name }))
}

/** The database as the model has it. */
async function read({ storage }: PropertyDesk): Promise<{ model: Model; ids: Ids }> {
  const rows = await storage.read(async (tx) => ({
    contents: await tx.selectFrom('content_items').select('id').orderBy('id').execute(),
    versions: await tx.selectFrom('versions').selectAll().orderBy('number').execute(),
    projects: await tx.selectFrom('projects').selectAll().orderBy('id').execute(),
    items: await tx.selectFrom('project_items').selectAll().execute(),
    removed: await tx.selectFrom('removed_items').selectAll().where('action', '=', 'unpublish').execute(),
    releases: await tx.selectFrom('releases').selectAll().execute(),
    entries: await tx.selectFrom('release_items').selectAll().execute(),
  }))
  const contents = rows.contents.map(({ id }) => id)
  const numberOf = new Map(rows.versions.map(({ id, number }) => [id, number]))
  const numbered = (id: Id | null) => (id === null ? null : (numberOf.get(id) ?? null))
  const entriesOf = Map.groupBy(rows.entries, (entry) => entry.release_id)
  const keyOfRelease = new Map(
    rows.releases.map(({ id }) => {
      const entries = (entriesOf.get(id) ?? []).map(toEntry).sort((a, b) => a.content - b.content)
      return [id, { key: releaseKey(entries), entries }]
    }),
  )
  const lastRevert = new Map<string, string>()
  const keyOfProject = new Map<Id, string>()
  for (const { id, name, reverts_release_id } of rows.projects) {
    const reverted = keyOfRelease.get(reverts_release_id ?? '')?.key
    const key = reverted === undefined ? name : revertProjectKey(reverted, lastRevert.get(reverted) ?? null)
    if (reverted !== undefined) lastRevert.set(reverted, key)
    keyOfProject.set(id, key)
  }
  function toEntry(entry: (typeof rows.entries)[number]): ModelEntry {
    const { action } = entry
    const content = contents.indexOf(entry.content_id)
    return {
      content,
      action,
      number: numberOf.get(entry.version_id) ?? 0,
      previous: numbered(entry.previous_version_id),
    }
  }
  const named = (id: Id) => keyOfProject.get(id) ?? ''
  const toItem = (item: (typeof rows.items)[number]): ModelItem => ({
    action: item.action,
    number: numberOf.get(item.version_id) ?? 0,
    review: item.review_status,
  })
  const itemKey = (item: { project_id: Id; content_id: Id }) =>
    `${named(item.project_id)} ${contents.indexOf(item.content_id)}`
  const model: Model = {
    contents: contents.map((id) =>
      rows.versions
        .filter((version) => version.content_id === id)
        .map(({ status, base_version_id }) => ({ status, base: numbered(base_version_id) })),
    ),
    projects: Object.fromEntries(
      rows.projects.map(({ id }) => [
        named(id),
        Object.fromEntries(
          rows.items
            .filter((item) => item.project_id === id)
            .map((item) => [contents.indexOf(item.content_id), toItem(item)]),
        ),
      ]),
    ),
    published: trueOf(rows.projects.filter((row) => row.published_at !== null).map(({ id }) => named(id))),
    scheduled: trueOf(rows.projects.filter((row) => row.schedule_id !== null).map(({ id }) => named(id))),
    removed: Object.fromEntries(
      rows.removed.map((item) => [
        `${itemKey(item)} ${numberOf.get(item.version_id)}`,
        item.review_status ?? 'draft',
      ]),
    ),
    releases: Object.fromEntries(
      rows.releases.map(({ id, revert_project_id }) => {
        const { key = '', entries = [] } = keyOfRelease.get(id) ?? {}
        return [key, { entries, revertProject: revert_project_id === null ? null : named(revert_project_id) }]
      }),
    ),
  }
  const ids: Ids = {
    contents,
    versions: contents.map((id) =>
      rows.versions.filter((version) => version.content_id === id).map((version) => version.id),
    ),
    projects: new Map(rows.projects.map(({ id }) => [named(id), id])),
    items: new Map(rows.items.map((item) => [itemKey(item), item.id])),
    releases: new Map(rows.releases.map(({ id }) => [keyOfRelease.get(id)?.key ?? '', id])),
  }
  return { model, ids }
}

function trueOf(keys: readonly string[]): Record<string, true> {
  return Object.fromEntries(keys.map((key) => [key, true as const]))
}

function at<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}

/** The commands that somebody sends who wants this and looks at what is there. */
function meant({ type, pick, other, value }: Wish, model: Model): ModelCommand[] {
  const content = pick % model.contents.length
  const versions = model.contents[content] ?? []
  const number = versions.length - (other % Math.min(versions.length, 3))
  const project = at(Object.keys(model.projects).sort(), other)
  const live = versions.findIndex(({ status }) => status === 'published') + 1
  const seen = live === 0 ? null : live
  const release = at(Object.keys(model.releases).sort(), pick)
  switch (type) {
    case 'makeReady':
      // Each is a command of its own, so others come in between.
      return Object.keys(model.projects[project] ?? {}).map((own) => {
        const item = model.projects[project]?.[Number(own)]
        const version = model.contents[Number(own)]?.[(item?.number ?? 1) - 1]
        const status = (item?.review ?? version?.status) === 'draft' ? 'in_review' : 'ready'
        return { type: 'moveItem', project, content: Number(own), status }
      })
    case 'move':
      return [{ type, content, number, status: at(settableStatuses, value) }]
    case 'moveItem':
      return [{ type, project, content, status: at(settableStatuses, value) }]
    case 'rebase':
      return [{ type, content, number, seen }]
    case 'add':
      return [{ type, project, content, action: 'publish' }]
    case 'takeDown':
      return [{ type: 'add', project, content, action: 'unpublish' }]
    case 'remove':
      return [{ type, project, content }]
    case 'publish':
      return [{ type, project, mode: value % 2 === 0 ? 'all' : 'ready', replace: value % 3 === 0 }]
    case 'publishVersion':
      return [{ type, content, number, seen: value % 2 === 0 ? undefined : seen }]
    case 'schedule':
    case 'cancel':
      return [{ type, project }]
    case 'revert':
      return release === undefined ? [] : [{ type, release }]
    default:
      return [{ type, content, number }]
  }
}

let edits = 0

/** The same for the product. */
function toCommand(command: ModelCommand, ids: Ids): Command<unknown> {
  const contentId = 'content' in command ? (ids.contents[command.content] ?? '') : ''
  const versionOf = (number: number | null) =>
    number === null || !('content' in command) ? null : (ids.versions[command.content]?.[number - 1] ?? '')
  const versionId = 'number' in command ? (versionOf(command.number) ?? '') : ''
  const projectId = 'project' in command ? (ids.projects.get(command.project) ?? '') : ''
  const itemId =
    'project' in command && 'content' in command
      ? (ids.items.get(`${command.project} ${command.content}`) ?? projectId)
      : ''
  switch (command.type) {
    case 'draft':
      return createVersion(contentId, { language: 'en' })
    case 'edit':
      edits += 1
      return changeVersion(contentId, versionId, { body: `Text ${edits}` })
    case 'rebase':
      return rebaseVersion(contentId, versionId, { onto: versionOf(command.seen) })
    case 'move':
      return moveVersion(contentId, versionId, { status: command.status })
    case 'moveItem':
      return changeItems(projectId, anyOf([itemId]), { status: command.status })
    case 'add':
      return addItems(projectId, [{ contentId, action: command.action }])
    case 'remove':
      return removeItems(projectId, [itemId])
    case 'publish':
      return publish(projectId, { mode: command.mode, replace: command.replace })
    case 'publishVersion':
      return publishVersion(contentId, versionId, {
        replace: command.seen === undefined ? undefined : versionOf(command.seen),
      })
    case 'schedule':
      return createSchedule(projectDoor(projectId), { wallTime: '2027-03-02T09:00', timeZone: 'UTC' })
    case 'cancel':
      return cancelSchedule(projectDoor(projectId))
    case 'revert':
      return revert(ids.releases.get(command.release) ?? '', {})
  }
}

/** Whether it was accepted. */
async function send(
  { personIds, runner }: PropertyDesk,
  index: number,
  command: Command<unknown>,
): Promise<boolean> {
  try {
    await runner.run({ actor: { id: at(personIds, index), kind: 'person' } }, command)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** In some order, the model accepts and refuses the same and becomes the same. */
function expectOneOf(
  before: Model,
  commands: readonly ModelCommand[],
  accepted: readonly boolean[],
  after: Model,
): void {
  let nearest: unknown
  for (const order of ordersOf(commands.map((_, index) => index))) {
    const model = structuredClone(before)
    const outcomes = [...accepted]
    for (const index of order) outcomes[index] = applyToModel(model, commands[index] as ModelCommand)
    nearest = { accepted: outcomes, after: model }
    if (isSame(nearest, { accepted, after })) return
  }
  expect({ accepted, after }, `after ${JSON.stringify(commands)}`).toEqual(nearest)
}

function isSame(a: unknown, b: unknown): boolean {
  try {
    expect(a).toEqual(b)
    return true
  } catch {
    return false
  }
}

function ordersOf(list: readonly number[]): number[][] {
  if (list.length === 0) return [[]]
  return list.flatMap((first) =>
    ordersOf(list.filter((one) => one !== first)).map((rest) => [first, ...rest]),
  )
}
