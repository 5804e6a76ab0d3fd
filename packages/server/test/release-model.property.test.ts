/**
 * The state machine of versions, items, projects, schedules and releases, held against its model: several people send
 * commands at the same moment, and what comes of them is what the model makes of them in one of their orders.
 */
import {
  type ApprovalStep,
  type DecideReview,
  type Id,
  type ReviewDecision,
  settableStatuses,
} from '@copydesk/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Command } from '../src/command/command.ts'
import { Refusal } from '../src/command/refusal.ts'
import { changeVersion, createContent, createVersion } from '../src/content/commands.ts'
import { createGroup } from '../src/people/groups/commands.ts'
import { addItems } from '../src/projects/items/commands/add-items.ts'
import { changeItems } from '../src/projects/items/commands/change-items.ts'
import { removeItems } from '../src/projects/items/commands/remove-items.ts'
import { moveVersion, rebaseVersion } from '../src/projects/items/commands/review-version.ts'
import { anyOf } from '../src/projects/items/seen-items.ts'
import { createProject } from '../src/projects/project/commands.ts'
import { publish } from '../src/projects/releases/publish.ts'
import { publishVersion } from '../src/projects/releases/publish-version.ts'
import { revert } from '../src/projects/releases/revert.ts'
import { changeSiteRule } from '../src/projects/review/commands.ts'
import { decideItem, decideVersion } from '../src/projects/review/decide.ts'
import { stepsText } from '../src/projects/review/rules.ts'
import { cancelSchedule, createSchedule } from '../src/projects/schedules/commands.ts'
import { projectDoor } from '../src/projects/schedules/project-door.ts'
import { versionDoor } from '../src/projects/schedules/version-door.ts'
import { openPropertyDesk, type PropertyDesk } from './property-desk.ts'
import {
  applyToModel,
  type Model,
  type ModelApprovals,
  type ModelCommand,
  type ModelEntry,
  type ModelItem,
  type ModelSchedule,
  modelRules,
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
  'rule',
  'decide',
  'decideItem',
  'decideItem',
  'assign',
  'add',
  'add',
  'takeDown',
  'remove',
  'publish',
  'publish',
  'publishVersion',
  'schedule',
  'cancel',
  'scheduleVersion',
  'cancelVersion',
  'due',
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

/** Of the item with this content in the first project. */
const approval = (pick: number, person: number): Wish => ({
  type: 'decideItem',
  pick,
  other: 0,
  value: person * 6,
})

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
  // An approval of an older text, and one that a new assignee made void.
  [
    [
      [...moment('add', 0, 2), { type: 'rule', pick: 0, other: 0, value: 1 }],
      moment('makeReady', 0),
      [approval(0, 0), ...moment('edit', 0)],
      [approval(0, 0), ...moment('edit', 0), approval(0, 1)],
      [approval(0, 0), ...moment('assign', 0)],
      [approval(0, 1), ...moment('assign', 0)],
      [approval(2, 1), approval(2, 0), { type: 'decideItem', pick: 2, other: 0, value: 3 }],
      moment('publish', 0),
    ],
  ],
  // An older planned date that comes back, and schedules that stall: moved, run beside each other, one that is late.
  [
    [
      [...moment('add', 0, 1), { type: 'add', pick: 2, other: 1, value: 0 }],
      [...moment('makeReady', 0), { type: 'makeReady', pick: 0, other: 1, value: 0 }],
      [...moment('makeReady', 0), { type: 'makeReady', pick: 0, other: 1, value: 0 }],
      moment('schedule', 0),
      moment('cancel', 0),
      [...moment('due', 0), { type: 'schedule', pick: 0, other: 1, value: 0 }],
      [...moment('schedule', 0), ...moment('draft', 0), ...moment('publishVersion', 0)],
      [...moment('due', 0), ...moment('cancel', 0)],
      moment('due', 0, 0),
    ],
  ],
  // Two schedules of the same content: the second one finds something else live, and fails.
  [
    [
      [...moment('add', 0), { type: 'add', pick: 0, other: 1, value: 0 }],
      [...moment('makeReady', 0), { type: 'makeReady', pick: 0, other: 1, value: 0 }],
      [...moment('makeReady', 0), { type: 'makeReady', pick: 0, other: 1, value: 0 }],
      [...moment('schedule', 0), { type: 'schedule', pick: 0, other: 1, value: 0 }],
      moment('due', 0),
      moment('cancel', 0),
      [{ type: 'cancel', pick: 0, other: 1, value: 0 }],
    ],
  ],
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
  groups: Id[]
  contents: Id[]
  versions: Id[][]
  projects: Map<string, Id>
  items: Map<string, Id>
  releases: Map<string, Id>
}

it('what people do at the same moment comes out as the model says', async () => {
  await fc.assert(
    fc.asyncProperty(moments, async (taken) => {
      let passedMs = 0
      const desk = await openPropertyDesk({ clockOffMs: () => passedMs })
      try {
        await begin(desk)
        for (const wishes of [...opening, ...taken]) {
          const { model, ids } = await read(desk)
          const commands = wishes.flatMap((one) => meant(one, model))
          if (commands.some(isDue)) passedMs += 2 * hourMs
          const ran = commands.some(isDue) ? desk.runJobs() : undefined
          const accepted = await Promise.all(
            commands.map((command, index) => send(desk, index, command, ids)),
          )
          await ran
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

const hourMs = 60 * 60 * 1000

/** What the clock does, and nobody sends. */
function isDue({ type }: ModelCommand): boolean {
  return type === 'due' || type === 'dueVersion'
}

async function begin(desk: PropertyDesk): Promise<void> {
  const [ada = '', bo = ''] = desk.personIds
  for (const title of ['One', 'Two', 'Three']) {
    await desk.run(ada, createContent({ type: 'page', language: 'en', title }))
  }
  await desk.run(ada, createGroup({ name: 'Last readers', memberIds: [bo] }))
  for (const name of ['Spring', 'Summer']) await desk.run(ada, createProject({ name }))
}

/** The database as the model has it. */
async function read({ storage, personIds }: PropertyDesk): Promise<{ model: Model; ids: Ids }> {
  const rows = await storage.read(async (tx) => ({
    contents: await tx.selectFrom('content_items').select('id').orderBy('id').execute(),
    versions: await tx.selectFrom('versions').selectAll().orderBy('number').execute(),
    projects: await tx.selectFrom('projects').selectAll().orderBy('id').execute(),
    items: await tx.selectFrom('project_items').selectAll().execute(),
    removed: await tx.selectFrom('removed_items').selectAll().where('action', '=', 'unpublish').execute(),
    schedules: await tx.selectFrom('schedules').select(['id', 'state']).execute(),
    releases: await tx.selectFrom('releases').selectAll().execute(),
    entries: await tx.selectFrom('release_items').selectAll().execute(),
    rule: await tx
      .selectFrom('approval_rules')
      .select('steps')
      .where('scope', '=', 'site')
      .executeTakeFirst(),
    reviews: await tx.selectFrom('reviews').select(['subject_id', 'steps']).execute(),
    approvals: await tx
      .selectFrom('approvals')
      .select(['subject_id', 'step', 'person_id'])
      .where('ended_at', 'is', null)
      .orderBy('id')
      .execute(),
    groups: await tx.selectFrom('groups').select('id').orderBy('id').execute(),
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
  const groups = rows.groups.map(({ id }) => id)
  const rules = modelRules.map((_, index) => stepsText(stepsOf(index, personIds, groups)))
  const ruleOf = new Map(rows.reviews.map(({ subject_id, steps }) => [subject_id, rules.indexOf(steps)]))
  const givenOf = Map.groupBy(rows.approvals, ({ subject_id }) => subject_id)
  const approvalsOf = (subjectId: Id, status: string | null): ModelApprovals | null => {
    const rule = ruleOf.get(subjectId) ?? 0
    if (rule === 0 || status !== 'in_review') return null
    const given = (givenOf.get(subjectId) ?? []).map(({ step, person_id }) => {
      return { step: step - 1, person: personIds.indexOf(person_id) }
    })
    return { rule, given }
  }
  const stateOf = new Map(rows.schedules.map(({ id, state }) => [id, state]))
  const scheduleOf = (id: Id | null) => (stateOf.get(id ?? '') ?? null) as ModelSchedule | null
  const named = (id: Id) => keyOfProject.get(id) ?? ''
  const toItem = (item: (typeof rows.items)[number]): ModelItem => ({
    action: item.action,
    number: numberOf.get(item.version_id) ?? 0,
    review: item.review_status,
    approvals: approvalsOf(item.id, item.review_status),
  })
  const itemKey = (item: { project_id: Id; content_id: Id }) =>
    `${named(item.project_id)} ${contents.indexOf(item.content_id)}`
  const model: Model = {
    contents: contents.map((contentId) =>
      rows.versions
        .filter((version) => version.content_id === contentId)
        .map(({ id, status, base_version_id, text_revision: text, schedule_id }) => {
          const base = numbered(base_version_id)
          return { status, base, text, approvals: approvalsOf(id, status), schedule: scheduleOf(schedule_id) }
        }),
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
    scheduled: Object.fromEntries(
      rows.projects.flatMap(({ id, schedule_id }) => {
        const schedule = scheduleOf(schedule_id)
        return schedule === null ? [] : [[named(id), schedule]]
      }),
    ),
    rule: rules.indexOf(rows.rule?.steps ?? rules[0] ?? ''),
    removed: Object.fromEntries(
      rows.removed.map((item) => [
        `${itemKey(item)} ${numberOf.get(item.version_id)}`,
        { status: item.review_status ?? 'draft', approvals: approvalsOf(item.id, item.review_status) },
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
    groups,
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

/** The steps of a rule of the model: everybody is asked by their role, one person by name or by their group. */
function stepsOf(rule: number, people: readonly Id[], groups: readonly Id[]): ApprovalStep[] {
  const nobody = { people: [], groups: [], roles: [] }
  return (modelRules[rule] ?? []).map(({ approvals, of }) => {
    const [person = 0, ...others] = of
    if (others.length > 0) return { ...nobody, approvals, roles: ['admin'] }
    return person === 0
      ? { ...nobody, approvals, people: [people[0] ?? ''] }
      : { ...nobody, approvals, groups: [...groups] }
  })
}

const decisions: readonly ReviewDecision[] = [
  'approve',
  'approve',
  'overrule',
  'reject',
  'withdraw',
  'approve',
]

/** What somebody decides, by a number of a wish, about the text that they read. */
function decisionOf(value: number, seen: number) {
  return { person: Math.floor(value / 6) % 2, decision: at(decisions, value), seen }
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
    case 'rule':
      return [{ type, rule: value % modelRules.length }]
    case 'decide':
      return [{ type, content, number, ...decisionOf(value, versions[number - 1]?.text ?? 1) }]
    case 'decideItem': {
      const item = model.projects[project]?.[content]
      const text = item?.action === 'unpublish' ? item.number : versions[(item?.number ?? 1) - 1]?.text
      return [{ type, project, content, ...decisionOf(value, text ?? 1) }]
    }
    case 'assign':
      return [{ type, project, content }]
    case 'schedule':
    case 'cancel':
      return [{ type, project }]
    case 'due':
      return dueIn(model)
    case 'revert':
      return release === undefined ? [] : [{ type, release }]
    default:
      return [{ type, content, number }]
  }
}

/** All schedules that are pending come due together; the product takes them one after the other. */
function dueIn(model: Model): ModelCommand[] {
  const ofProjects = Object.entries(model.scheduled)
    .filter(([, schedule]) => schedule === 'pending')
    .map(([project]): ModelCommand => ({ type: 'due', project }))
  const ofVersions = model.contents.flatMap((versions, content) =>
    versions.flatMap(({ schedule }, index): ModelCommand[] =>
      schedule === 'pending' ? [{ type: 'dueVersion', content, number: index + 1 }] : [],
    ),
  )
  return [...ofProjects, ...ofVersions]
}

let edits = 0

/** The same for the product. */
function toCommand(
  command: Exclude<ModelCommand, { type: 'due' | 'dueVersion' }>,
  ids: Ids,
  { now, personIds: people }: PropertyDesk,
): Command<unknown> {
  const soon = { wallTime: new Date(now() + hourMs).toISOString().slice(0, -1), timeZone: 'UTC' }
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
    case 'rule': {
      const steps = stepsOf(command.rule, people, ids.groups)
      return changeSiteRule({ steps, editorsMayApprove: true })
    }
    case 'decide':
      return decideVersion(contentId, versionId, asDecision(command))
    case 'decideItem':
      return decideItem(projectId, itemId, asDecision(command))
    case 'assign':
      edits += 1
      return changeItems(projectId, anyOf([itemId]), { assigneeId: at(people, edits) })
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
      return createSchedule(projectDoor(projectId), soon)
    case 'scheduleVersion':
      return createSchedule(versionDoor(contentId, versionId), soon)
    case 'cancelVersion':
      return cancelSchedule(versionDoor(contentId, versionId))
    case 'cancel':
      return cancelSchedule(projectDoor(projectId))
    case 'revert':
      return revert(ids.releases.get(command.release) ?? '', {})
  }
}

function asDecision({ decision, seen }: { decision: ReviewDecision; seen: number }): DecideReview {
  const hasReason = decision === 'reject' || decision === 'overrule'
  return {
    decision,
    ...(decision !== 'withdraw' && { textRevision: seen }),
    ...(hasReason && { reason: 'Because' }),
  }
}

/** Whether it was accepted. */
async function send(desk: PropertyDesk, index: number, command: ModelCommand, ids: Ids): Promise<boolean> {
  if (command.type === 'due' || command.type === 'dueVersion') return true
  const id = at(desk.personIds, 'person' in command ? command.person : index)
  try {
    await desk.runner.run({ actor: { id, kind: 'person' } }, toCommand(command, ids, desk))
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
