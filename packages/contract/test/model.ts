/**
 * A server in a few lines, for the property tests of the reducers: it changes rows as the commands do and
 * publishes the events that belong to them. `snapshotAt` reads what the API would have answered after the
 * first `offset` events, whole or as a page.
 */

import {
  buildComment,
  buildContent,
  buildItem,
  buildNotification,
  eventBase,
  idOf,
  instantOf,
} from '@copydesk/testkit/entities'
import type {
  Comment,
  CommentEvent,
  CommentsState,
  ContentFilter,
  ContentListEvent,
  ContentListState,
  ContentSummary,
  Id,
  InboxEvent,
  InboxFilter,
  InboxState,
  ItemsState,
  Notification,
  ProjectEvent,
  ProjectItem,
} from '../src/index.ts'
import {
  arrivalKey,
  commentOrder,
  isListed,
  markRead,
  markSeen,
  matchesContentFilter,
  settableStatuses,
} from '../src/index.ts'

/** A random step: what to do, and numbers that choose to what. */
export interface Step {
  action: number
  pick: number
  value: number
}

/** Rows after each event, and the events. */
export interface Journal<State, Event> {
  states: State[]
  events: Event[]
}

const pickFrom = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)]

function record<State, Event>(
  initial: State,
  steps: readonly Step[],
  act: (state: State, step: Step, offset: number) => { state: State; event: Event } | null,
): Journal<State, Event> {
  const journal: Journal<State, Event> = { states: [initial], events: [] }
  let state = initial
  for (const step of steps) {
    const done = act(state, step, journal.events.length + 1)
    if (!done) continue
    state = done.state
    journal.states.push(state)
    journal.events.push(done.event)
  }
  return journal
}

/** Replaces the row of the same id, or adds it. */
function put<T extends { id: Id }>(rows: readonly T[], row: T): T[] {
  return rows.some((one) => one.id === row.id)
    ? rows.map((one) => (one.id === row.id ? row : one))
    : [...rows, row]
}

export interface ProjectRows {
  items: readonly ProjectItem[]
  comments: readonly Comment[]
}

/** An item that is not in the project, with comments that stay. */
export const goneItemId = idOf(0xf1a)

/** What a comment may be about besides the items there are: the project, and items that left it. */
const itemIds = [null, goneItemId, idOf(0xf1b)]

/** A project's items and comments under random commands. */
export function recordProject(steps: readonly Step[]): Journal<ProjectRows, ProjectEvent> {
  return record<ProjectRows, ProjectEvent>(
    { items: [], comments: [] },
    steps,
    (state, { action, pick, value }, offset) => {
      switch (action % 6) {
        case 0: {
          const item = buildItem({ id: idOf(offset), title: `Item ${offset}` })
          const items = put(state.items, item)
          return { state: { ...state, items }, event: { ...eventBase('item.added', offset), items: [item] } }
        }
        case 1: {
          const row = pickFrom(state.items, pick)
          if (!row) return null
          const status = settableStatuses[value % settableStatuses.length] ?? 'draft'
          const item = { ...row, status, revision: row.revision + 1, updatedAt: instantOf(offset) }
          const items = put(state.items, item)
          return {
            state: { ...state, items },
            event: { ...eventBase('item.changed', offset), items: [item] },
          }
        }
        case 2: {
          const row = pickFrom(state.items, pick)
          if (!row) return null
          const items = state.items.filter((one) => one !== row)
          return {
            state: { ...state, items },
            event: { ...eventBase('item.removed', offset), itemIds: [row.id] },
          }
        }
        default:
          return actOnComment(state, { action, pick, value }, offset)
      }
    },
  )
}

function actOnComment(
  state: ProjectRows,
  { action, pick, value }: Step,
  offset: number,
): { state: ProjectRows; event: ProjectEvent } | null {
  const published = (type: CommentEvent['type'], comment: Comment) => {
    const comments = put(state.comments, comment)
    const counts = countComments(comments, comment.itemId)
    const items = state.items.map((item) =>
      item.id === comment.itemId ? { ...item, commentCount: counts.item ?? 0 } : item,
    )
    return {
      state: { items, comments },
      event: { ...eventBase(type, offset), comment, counts } as ProjectEvent,
    }
  }
  const row = pickFrom(state.comments, pick)
  if (action % 6 === 3 || !row) {
    const parent = value % 3 === 0 ? undefined : row
    const aboutItem = [...itemIds, ...state.items.map((item) => item.id)]
    return published(
      'comment.created',
      buildComment({
        id: idOf(offset),
        itemId: parent ? parent.itemId : (pickFrom(aboutItem, value) ?? null),
        threadId: parent?.threadId ?? idOf(offset),
        parentId: parent?.id ?? null,
      }),
    )
  }
  if (row.deletedAt !== null) return null
  if (action % 6 === 4) {
    const body = `Edited ${offset}`
    return published('comment.changed', {
      ...row,
      body,
      editedAt: instantOf(offset),
      revision: row.revision + 1,
    })
  }
  return published('comment.deleted', {
    ...row,
    body: '',
    deletedAt: instantOf(offset),
    revision: row.revision + 1,
  })
}

function countComments(comments: readonly Comment[], itemId: Id | null) {
  const alive = comments.filter((comment) => comment.deletedAt === null)
  return {
    project: alive.length,
    item: itemId === null ? null : alive.filter((comment) => comment.itemId === itemId).length,
    text: null,
  }
}

/** `GET /projects/{id}/items` */
export function readItems(rows: ProjectRows): ItemsState {
  return { data: [...rows.items].sort((a, b) => (a.id < b.id ? -1 : 1)), nextCursor: null }
}

/** `GET /projects/{id}/comments`, `threads` threads below the cursor. */
export function readComments(
  rows: ProjectRows,
  itemId: Id | null,
  threads: number,
  cursor: Id | null = null,
): CommentsState {
  const matching = rows.comments.filter((one) => itemId === null || one.itemId === itemId)
  const keys = [...new Set(matching.map((one) => one.threadId))].sort().reverse()
  const page = pageOf(keys, threads, cursor)
  return {
    data: matching.filter((one) => page.keys.has(one.threadId)).sort(commentOrder),
    nextCursor: page.nextCursor,
    itemId,
    language: null,
    isClosed: false,
    total: matching.filter((one) => one.deletedAt === null).length,
    viewerId: idOf(0),
    own: [],
  }
}

/** A person's inbox under random commands. */
export function recordInbox(steps: readonly Step[]): Journal<readonly Notification[], InboxEvent> {
  return record<readonly Notification[], InboxEvent>([], steps, (rows, { action, pick, value }, offset) => {
    const published = (next: readonly Notification[], event: Omit<InboxEvent, 'counts'>) => ({
      state: next,
      event: { ...event, counts: countInbox(next) } as InboxEvent,
    })
    const row = pickFrom(rows, pick)
    const at = instantOf(offset)
    switch (action % 4) {
      case 0: {
        const notifications = Array.from({ length: 1 + (value % 2) }, (_, index) =>
          // Ids of several nodes' clocks: they say nothing about what came first.
          buildNotification({ id: idOf(9_999 - offset * 16 + index), offset, createdAt: at }),
        )
        return published([...rows, ...notifications], {
          ...eventBase('notification.created', offset),
          notifications,
        } as never)
      }
      case 1: {
        if (!row) return null
        const next =
          row.readAt === null ? markRead(row, at) : { ...row, readAt: null, revision: row.revision + 1 }
        return published(put(rows, next), {
          ...eventBase('notification.changed', offset),
          notifications: [next],
        } as never)
      }
      default: {
        if (!row) return null
        const all = action % 4 === 2
        const mark = all ? markRead : markSeen
        const next = rows.map((one) => (one.offset <= row.offset ? mark(one, at) : one))
        const type = all ? 'notification.all_read' : 'notification.all_seen'
        return published(next, {
          ...eventBase(type, offset),
          upToId: row.id,
          upToOffset: row.offset,
        } as never)
      }
    }
  })
}

function countInbox(rows: readonly Notification[]) {
  return {
    unread: rows.filter((row) => row.readAt === null).length,
    unseen: rows.filter((row) => row.seenAt === null).length,
  }
}

/** `GET /notifications` */
export function readInbox(
  rows: readonly Notification[],
  filter: InboxFilter,
  limit: number,
  cursor: string | null = null,
): InboxState {
  const listed = rows.filter((row) => isListed(row, filter))
  return { ...readPage(listed, limit, cursor, arrivalKey), filter, counts: countInbox(rows) }
}

const titles = ['Home', 'About us', 'HOME page', 'Prices', 'Über uns']

/** The content list under random commands. */
export function recordContent(steps: readonly Step[]): Journal<readonly ContentSummary[], ContentListEvent> {
  return record<readonly ContentSummary[], ContentListEvent>(
    [],
    steps,
    (rows, { action, pick, value }, offset) => {
      const title = titles[value % titles.length] ?? ''
      const row = pickFrom(rows, pick)
      const type = (['page', 'block', 'media'] as const)[value % 3] ?? 'page'
      const item =
        action % 2 === 0 || !row
          ? buildContent({ id: idOf(offset), title, type })
          : buildContent({ id: row.id, type: row.type, title, revision: row.revision + 1 })
      const status = (['draft', 'in_review', 'published'] as const)[pick % 3] ?? 'draft'
      item.languages = item.languages.map((language) => ({ ...language, status }))
      return { state: put(rows, item), event: { ...eventBase('content.changed', offset), items: [item] } }
    },
  )
}

/** `GET /content` */
export function readContentList(
  rows: readonly ContentSummary[],
  filter: ContentFilter,
  limit: number,
  cursor: Id | null = null,
): ContentListState {
  const matching = rows.filter((row) => matchesContentFilter(row, filter))
  return { ...readPage(matching, limit, cursor), ...filter }
}

function readPage<T extends { id: Id }>(
  rows: readonly T[],
  limit: number,
  cursor: string | null,
  keyOf: (row: T) => string = ({ id }) => id,
) {
  const keys = rows.map(keyOf).sort().reverse()
  const page = pageOf(keys, limit, cursor)
  const data = rows.filter((row) => page.keys.has(keyOf(row))).sort((a, b) => (keyOf(a) > keyOf(b) ? -1 : 1))
  return { data, nextCursor: page.nextCursor }
}

/** `where key < :cursor order by key desc limit :limit` */
function pageOf(keys: readonly Id[], limit: number, cursor: Id | null) {
  const below = keys.filter((key) => cursor === null || key < cursor)
  const page = below.slice(0, limit)
  return { keys: new Set(page), nextCursor: below.length > limit ? (page.at(-1) ?? null) : null }
}
