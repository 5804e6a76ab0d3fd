/**
 * Snapshots taken at some moment: whole lists and windows, projects, items and content, each with how it is brought up
 * to date by the events after its position.
 */
import {
  type ApprovalRuleState,
  applyActivity,
  applyApprovalRule,
  applyAwaiting,
  applyComments,
  applyContent,
  applyContentList,
  applyGroups,
  applyInbox,
  applyItems,
  applyMembers,
  applyPeople,
  applyProject,
  applyProjects,
  applyReleases,
  applyTasks,
  arrivalKey,
  type CommentsState,
  type ContentListState,
  type CopydeskEvent,
  type Id,
  type InboxState,
  inboxFilters,
  isInWindow,
  type Position,
  retitled,
} from '@copydesk/contract'
import { expect } from 'vitest'
import { Refusal } from '../src/command/refusal.ts'
import { systemActor } from '../src/command/system-actor.ts'
import { readComments, readTextComments } from '../src/comments/queries.ts'
import type { ContentListQuery } from '../src/content/matching.ts'
import { readContent, readContentList } from '../src/content/queries.ts'
import { readInbox } from '../src/notifications/inbox/queries.ts'
import { readGroups } from '../src/people/groups/queries.ts'
import { readPeople } from '../src/people/queries.ts'
import { readActivity } from '../src/projects/activity/queries.ts'
import { readAwaiting } from '../src/projects/awaiting/queries.ts'
import { readItems } from '../src/projects/items/queries.ts'
import { readMembers } from '../src/projects/members/queries.ts'
import { readProject, readProjects } from '../src/projects/project/queries.ts'
import { readReleases } from '../src/projects/releases/queries.ts'
import { readProjectRule, readSiteRule } from '../src/projects/review/queries.ts'
import { readTasks } from '../src/projects/tasks/queries.ts'
import type { Tx } from '../src/storage/storage.ts'
import { eventsAfter, type Journaled } from './journaled.ts'
import type { PropertyDesk } from './property-desk.ts'

/** A snapshot taken at some moment, and how it is brought up to date. */
export interface Held {
  name: string
  position: Position
  state: unknown
  apply: (state: unknown, event: CopydeskEvent) => unknown
  /** The same read afresh; undefined when it can no longer be read. */
  fresh: (tx: Tx) => Promise<unknown>
  /** The state with what no event of its channel says, from the one that was read afresh. */
  complete?: (state: never, fresh: never) => unknown
}

/** Sees everything. */
const viewer = { id: systemActor.id, role: 'admin' } as const

type Apply = Held['apply']

/** Each reducer knows the events of its own channel, and that is where its events are read from. */
function hold(
  name: string,
  { position, ...state }: { position: Position },
  apply: (state: never, event: never) => unknown,
  fresh: Held['fresh'],
): Held {
  return { name, position, state, apply: apply as Apply, fresh }
}

async function stateOf(read: Promise<{ position: Position }>): Promise<unknown> {
  const { position, ...state } = await read
  return state
}

/** Undefined for what was deleted. */
async function unlessGone<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read
  } catch (error) {
    if (error instanceof Refusal && error.code === 'gone') return undefined
    throw error
  }
}

const queries: Omit<ContentListQuery, 'limit' | 'cursor'>[] = [
  { q: '', type: null, language: null, status: null },
  { q: 'å', type: null, language: null, status: null },
  { q: 'ALPHA', type: 'page', language: null, status: null },
  { q: '', type: null, language: 'sv', status: null },
  { q: '', type: null, language: null, status: 'in_review' },
  { q: 'a', type: null, language: 'en', status: 'draft' },
  { q: '', type: 'page', language: null, status: 'published' },
]

/** What a window that ends at this cursor holds of the whole list. */
function cut(all: ContentListState, nextCursor: string | null): ContentListState {
  return { ...all, data: all.data.filter((item) => isInWindow(item.id, nextCursor)), nextCursor }
}

/** Every snapshot there is, all read at one moment. */
export function holdAll(desk: PropertyDesk, limit: number): Promise<Held[]> {
  return desk.storage.read(async (tx) => {
    const projects = await readProjects(tx)
    const held = [hold('projects', projects, applyProjects, (then) => stateOf(readProjects(then)))]
    for (const { id } of projects.data) {
      const freshProject: Held['fresh'] = async (then) =>
        (await unlessGone(stateOf(readProject(then, viewer, id)))) ?? null
      const freshItems: Held['fresh'] = (then) => unlessGone(stateOf(readItems(then, viewer, id)))
      held.push(hold('project', await readProject(tx, viewer, id), applyProject, freshProject))
      const all = { cursor: undefined, limit: 500 }
      const freshReleases: Held['fresh'] = (then) => unlessGone(stateOf(readReleases(then, viewer, id, all)))
      held.push(hold('releases', await readReleases(tx, viewer, id, all), applyReleases, freshReleases))
      const freshTasks: Held['fresh'] = (then) => unlessGone(stateOf(readTasks(then, viewer, id)))
      held.push(hold('tasks', await readTasks(tx, viewer, id), applyTasks, freshTasks))
      const every = { group: null, personId: null, cursor: null, limit: 500 }
      const freshActivity: Held['fresh'] = (then) =>
        unlessGone(stateOf(readActivity(then, viewer, id, every)))
      held.push(hold('activity', await readActivity(tx, viewer, id, every), applyActivity, freshActivity))
      const freshMembers: Held['fresh'] = (then) => unlessGone(stateOf(readMembers(then, viewer, id)))
      held.push(hold('members', await readMembers(tx, viewer, id), applyMembers, freshMembers))
      held.push(await holdRule((then) => readProjectRule(then, viewer, id), tx))
      held.push(...(await holdComments(tx, id, limit)))
      held.push(hold('items', await readItems(tx, viewer, id), applyItems, freshItems))
    }
    for (const query of queries) {
      const page = await readContentList(tx, viewer, { ...query, cursor: null, limit })
      const fresh: Held['fresh'] = async (then) => {
        const { position, ...all } = await readContentList(then, viewer, {
          ...query,
          cursor: null,
          limit: 500,
        })
        return cut(all, page.nextCursor)
      }
      held.push(hold(`content list ${JSON.stringify(query)}`, page, applyContentList, fresh))
    }
    const contents = tx.selectFrom('content_items').select('id').where('deleted_at', 'is', null)
    for (const { id } of await contents.execute()) {
      const fresh: Held['fresh'] = async (then) =>
        (await unlessGone(stateOf(readContent(then, viewer, id)))) ?? null
      held.push(hold('content', await readContent(tx, viewer, id), applyContent, fresh))
      const texts = { contentId: id, language: 'en', limit: 200, answers: everyAnswer }
      const freshTexts: Held['fresh'] = (then) => unlessGone(stateOf(readTextComments(then, viewer, texts)))
      held.push(hold('text', await readTextComments(tx, viewer, texts), applyComments, freshTexts))
    }
    held.push(await holdRule(readSiteRule, tx))
    held.push(hold('people', await readPeople(tx), applyPeople, (then) => stateOf(readPeople(then))))
    held.push(hold('groups', await readGroups(tx), applyGroups, (then) => stateOf(readGroups(then))))
    for (const id of desk.personIds) held.push(...(await holdOwn(tx, id, limit)))
    return held
  })
}

/** What a rule becomes elsewhere, by the site's rule or by who is there, comes with the next read. */
async function holdRule(
  read: (tx: Tx) => Promise<ApprovalRuleState & { position: Position }>,
  tx: Tx,
): Promise<Held> {
  const own = ({ revision, rule }: ApprovalRuleState) => ({ revision, rule })
  const { position, ...state } = await read(tx)
  const fresh: Held['fresh'] = async (then) => {
    const now = await unlessGone(read(then))
    return now && own(now)
  }
  const apply = (before: ApprovalRuleState, event: never) => own(applyApprovalRule(before, event))
  return hold('approval rule', { position, ...own(state) }, apply, fresh)
}

/** The whole discussion of a project, and that of its first item. */
async function holdComments(tx: Tx, projectId: Id, limit: number): Promise<Held[]> {
  const item = await tx
    .selectFrom('project_items')
    .select('id')
    .where('project_id', '=', projectId)
    .orderBy('id')
    .executeTakeFirst()
  const held: Held[] = []
  for (const itemId of item ? [null, item.id] : [null]) {
    const window = { projectId, itemId, answers: everyAnswer }
    const page = await readComments(tx, viewer, { ...window, limit })
    const fresh: Held['fresh'] = async (then) => {
      const all = await unlessGone(stateOf(readComments(then, viewer, { ...window, limit: 500 })))
      return all && cutComments(all as CommentsState, page.nextCursor)
    }
    held.push(hold('comments', page, applyComments, fresh))
  }
  return held
}

/** Of each thread: parts of them are tried by comments.property.test. */
const everyAnswer = 1000

function cutComments(all: CommentsState, nextCursor: string | null): CommentsState {
  return { ...all, data: all.data.filter((one) => isInWindow(one.threadId, nextCursor)), nextCursor }
}

/** What is a person's own: what awaits them, and a window of their inbox. */
async function holdOwn(tx: Tx, personId: Id, limit: number): Promise<Held[]> {
  const person = { id: personId, role: 'admin' } as const
  const freshAwaiting: Held['fresh'] = (then) => stateOf(readAwaiting(then, person))
  const held = [hold('awaiting', await readAwaiting(tx, person), applyAwaiting, freshAwaiting)]
  for (const filter of inboxFilters) {
    const window = { personId, filter, q: filter === 'mentions' ? 'a' : '', cursor: undefined }
    const page = await readInbox(tx, { ...window, limit })
    const fresh: Held['fresh'] = async (then) => {
      const { position: _, ...all } = await readInbox(then, { ...window, limit: 500 })
      return cutInbox(all, page.nextCursor)
    }
    held.push({ ...hold(`inbox ${filter}`, page, applyInbox, fresh), complete: retitledAs })
  }
  return held
}

/** What an inbox names is followed where it is named, by the items and the project: called here as the fresh one does. */
function retitledAs(state: InboxState, fresh: InboxState): InboxState {
  const now = new Map(fresh.data.map(({ id, latest }) => [id, latest]))
  const data = state.data.map((entry) => {
    const { references, projectName } = now.get(entry.id) ?? entry.latest
    const titleOf = (id: Id, versionId: Id | null) =>
      references?.find((one) => one.id === id && (one.versionId === null) === (versionId === null))?.title ??
      null
    const named = retitled(entry.latest, { titleOf, projectName: projectName ?? undefined })
    return { ...entry, latest: { ...named, references } }
  })
  return { ...state, data } as InboxState
}

function cutInbox(all: InboxState, nextCursor: string | null): InboxState {
  return { ...all, data: all.data.filter((one) => isInWindow(arrivalKey(one), nextCursor)), nextCursor }
}

/** Holds each against a fresh read, once the events after it are applied. */
export async function checkHeld(desk: PropertyDesk, held: readonly Held[]): Promise<void> {
  const told = new Map<string, Journaled[]>()
  for (const { name, position, state, apply, fresh, complete } of held) {
    const { channel } = position
    const all = told.get(channel) ?? (await eventsAfter(desk.storage, channel))
    told.set(channel, all)
    const events = all.filter(({ offset }) => offset > position.offset)
    expect(events.map(({ offset }) => offset)).toEqual(events.map((_, index) => position.offset + index + 1))
    // Whoever had the project or the content open was told that it is gone, and loads it anew.
    if (events.some(({ event }) => event.type === 'project.restored') && position.channel !== 'projects')
      continue
    if (events.some(({ event }) => event.type === 'content.restored')) continue
    const advanced = events.reduce((now, { event }) => (now === null ? null : apply(now, event)), state)
    const expected = await desk.storage.read(fresh)
    if (expected === undefined) continue
    expect(complete ? complete(advanced as never, expected as never) : advanced, name).toEqual(expected)
  }
}
