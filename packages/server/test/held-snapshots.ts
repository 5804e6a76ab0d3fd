/**
 * Snapshots taken at some moment: whole lists and windows, projects, items and content, each with how it is brought up
 * to date by the events after its position.
 */
import {
  applyActivity,
  applyComments,
  applyContent,
  applyContentList,
  applyItems,
  applyProject,
  applyProjects,
  applyReleases,
  applyTasks,
  type ContentListState,
  type CopydeskEvent,
  isInWindow,
  type Position,
} from '@copydesk/contract'
import { expect } from 'vitest'
import { Refusal } from '../src/command/refusal.ts'
import { systemActor } from '../src/command/system-actor.ts'
import { readComments, readTextComments } from '../src/comments/queries.ts'
import type { ContentListQuery } from '../src/content/matching.ts'
import { readContent, readContentList } from '../src/content/queries.ts'
import { readActivity } from '../src/projects/activity/queries.ts'
import { readItems } from '../src/projects/items/queries.ts'
import { readProject, readProjects } from '../src/projects/project/queries.ts'
import { readReleases } from '../src/projects/releases/queries.ts'
import { readTasks } from '../src/projects/tasks/queries.ts'
import type { Tx } from '../src/storage/storage.ts'
import { eventsAfter } from './journaled.ts'
import type { PropertyDesk } from './property-desk.ts'

/** A snapshot taken at some moment, and how it is brought up to date. */
export interface Held {
  name: string
  position: Position
  state: unknown
  apply: (state: unknown, event: CopydeskEvent) => unknown
  /** The same read afresh; undefined when it can no longer be read. */
  fresh: (tx: Tx) => Promise<unknown>
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
      const comments = { projectId: id, itemId: null, ...all }
      const freshComments: Held['fresh'] = (then) => unlessGone(stateOf(readComments(then, viewer, comments)))
      held.push(hold('comments', await readComments(tx, viewer, comments), applyComments, freshComments))
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
      const texts = { contentId: id, language: 'en', cursor: undefined, limit: 200 }
      const freshTexts: Held['fresh'] = (then) => unlessGone(stateOf(readTextComments(then, viewer, texts)))
      held.push(hold('text', await readTextComments(tx, viewer, texts), applyComments, freshTexts))
    }
    return held
  })
}

/** Holds each against a fresh read, once the events after it are applied. */
export async function checkHeld(desk: PropertyDesk, held: readonly Held[]): Promise<void> {
  for (const { name, position, state, apply, fresh } of held) {
    const events = await eventsAfter(desk.storage, position.channel, position.offset)
    expect(events.map(({ offset }) => offset)).toEqual(events.map((_, index) => position.offset + index + 1))
    // Whoever had the project or the content open was told that it is gone, and loads it anew.
    if (events.some(({ event }) => event.type === 'project.restored') && position.channel !== 'projects')
      continue
    if (events.some(({ event }) => event.type === 'content.restored')) continue
    const advanced = events.reduce((now, { event }) => (now === null ? null : apply(now, event)), state)
    const expected = await desk.storage.read(fresh)
    if (expected !== undefined) expect(advanced, name).toEqual(expected)
  }
}
