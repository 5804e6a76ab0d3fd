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
  InboxCounts,
  InboxEntry,
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
  isInInbox,
  isListed,
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
    const opening = comments.find(({ id }) => id === comment.threadId)
    if (type !== 'comment.created' || !opening?.resolved) {
      const threads =
        type === 'comment.created' && opening === comment && totalThreads(comments, comment.itemId)
      return {
        state: { items, comments },
        event: {
          ...eventBase(type, offset),
          comment,
          counts,
          ...(threads && { threads }),
        } as ProjectEvent,
      }
    }
    const reopened = opening.resolutionRevision + 1
    const after = put(comments, { ...opening, resolved: null, resolutionRevision: reopened })
    const threads = totalThreads(after, comment.itemId)
    return {
      state: { items, comments: after },
      event: { ...eventBase(type, offset), comment, counts, reopened, threads } as ProjectEvent,
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
        number: parent ? state.comments.filter((one) => one.threadId === parent.threadId).length : 0,
      }),
    )
  }
  if (value % 4 === 0) return resolveThread(state, row.threadId, offset)
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

/** Resolves an open thread, opens a resolved one; its opening comment may be a trace. */
function resolveThread(
  state: ProjectRows,
  threadId: Id,
  offset: number,
): { state: ProjectRows; event: ProjectEvent } | null {
  const opening = state.comments.find(({ id }) => id === threadId)
  if (!opening) return null
  const base = eventBase(opening.resolved ? 'thread.reopened' : 'thread.resolved', offset)
  const resolved = opening.resolved ? null : { by: base.actor, at: instantOf(offset) }
  const resolutionRevision = opening.resolutionRevision + 1
  const { itemId, language } = opening
  const comments = put(state.comments, { ...opening, resolved, resolutionRevision })
  const threads = totalThreads(comments, itemId)
  return {
    state: { ...state, comments },
    event: { ...base, threadId, itemId, language, resolved, resolutionRevision, threads } as ProjectEvent,
  }
}

function totalThreads(comments: readonly Comment[], itemId: Id | null) {
  return {
    project: countThreads(comments),
    item: itemId === null ? null : countThreads(comments.filter((comment) => comment.itemId === itemId)),
    text: null,
  }
}

function countThreads(comments: readonly Comment[]) {
  const openings = comments.filter((comment) => comment.id === comment.threadId)
  const resolved = openings.filter((comment) => comment.resolved !== null).length
  return { open: openings.length - resolved, resolved }
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
    threads: countThreads(matching),
    viewerId: idOf(0),
    own: [],
  }
}

/** An entry of an inbox with its notifications, the latest one last. */
type ModelEntry = Omit<
  InboxEntry,
  'latest' | 'size' | 'unread' | 'unseen' | 'mentions' | 'unreadFrom' | 'actors'
> & {
  rows: readonly Notification[]
}

function asEntry({ rows, ...entry }: ModelEntry): InboxEntry {
  const latest = rows.at(-1) ?? buildNotification()
  return {
    ...entry,
    latest,
    size: rows.length,
    unread: rows.filter(({ readAt }) => readAt === null).length,
    unseen: rows.filter(({ seenAt }) => seenAt === null).length,
    mentions: rows.filter(({ reason }) => reason === 'mention').length,
    unreadFrom:
      rows
        .flatMap(({ readAt, commentId }) => (readAt === null && commentId !== null ? [commentId] : []))
        .sort()[0] ?? null,
    actors: [latest.actor],
  }
}

/** A person's inbox under random commands. */
export function recordInbox(steps: readonly Step[]): Journal<readonly ModelEntry[], InboxEvent> {
  return record<readonly ModelEntry[], InboxEvent>([], steps, (all, { action, pick, value }, offset) => {
    const at = instantOf(offset)
    const one = pickFrom(all, pick)
    const replaced = (next: ModelEntry) => [...all.filter(({ id }) => id !== next.id), next]
    const told = (
      type: 'notification.created' | 'notification.changed',
      next: ModelEntry,
      rows: Notification[],
    ) => {
      const state = replaced(next)
      const counts = countInbox(state)
      const event = { ...eventBase(type, offset), notifications: rows, entries: [asEntry(next)], counts }
      return { state, event }
    }
    const changed = (change: Partial<ModelEntry>) =>
      one ? told('notification.changed', { ...one, ...change, revision: one.revision + 1 }, []) : null
    switch (action % 6) {
      case 0:
      case 1: {
        // Ids of several nodes' clocks: they say nothing about what came first.
        const reason = value % 3 === 0 ? 'mention' : 'reply'
        const row = buildNotification({ id: idOf(9_999 - offset * 16), offset, reason, createdAt: at })
        const before = action % 6 === 0 ? one : undefined
        const empty = { id: row.id, revision: 0, key: `thread:${row.id}` as const, rows: [] }
        const entry = before ?? empty
        const rows = [...entry.rows, row]
        const back = { rows, offset, archivedAt: null, snoozedUntil: null, revision: entry.revision + 1 }
        return told('notification.created', { ...entry, ...back }, [row])
      }
      case 2: {
        const isRead = one?.rows.every(({ readAt }) => readAt !== null)
        const last = one?.rows.at(-1)
        if (!one || !last) return null
        const unread = { ...last, readAt: null, revision: last.revision + 1 }
        return changed({
          rows: isRead ? [...one.rows.slice(0, -1), unread] : one.rows.map(markOf('readAt', at)),
        })
      }
      case 3:
        return changed({ archivedAt: one?.archivedAt === null ? at : null, snoozedUntil: null })
      case 4: {
        const isSnoozed = one?.snoozedUntil !== null
        return changed({
          snoozedUntil: isSnoozed ? null : at,
          archivedAt: null,
          ...(isSnoozed && { offset }),
        })
      }
      default:
        return one ? markAll(all, one, { offset, at, isRead: value % 2 === 0 }) : null
    }
  })
}

function markAll(
  all: readonly ModelEntry[],
  { offset: upToOffset, rows }: ModelEntry,
  { offset, at, isRead }: { offset: number; at: string; isRead: boolean },
) {
  const column = isRead ? 'readAt' : 'seenAt'
  const isOpen = (row: Notification) => row[column] === null
  const later: InboxEntry[] = []
  const state = all.map((entry) => {
    const { archivedAt, snoozedUntil } = entry
    const isPut = archivedAt !== null || snoozedUntil !== null
    const cameBack = entry.offset > upToOffset && (entry.rows.at(-1)?.offset ?? 0) <= upToOffset
    const open = entry.rows.filter((row) => row.offset <= upToOffset && isOpen(row))
    if (isPut || cameBack || open.length === 0) return entry
    const mark = markOf(column, at)
    const marked = entry.rows.map((row) => (row.offset <= upToOffset ? mark(row) : row))
    const next = { ...entry, rows: marked, revision: entry.revision + 1 }
    if (entry.offset > upToOffset) later.push(asEntry(next))
    return next
  })
  const base = eventBase(isRead ? 'notification.all_read' : 'notification.all_seen', offset)
  const upTo = { upToId: rows.at(-1)?.id ?? '', upToOffset }
  return { state, event: { ...base, ...upTo, entries: later, counts: countInbox(state) } as InboxEvent }
}

/** What is read is seen; each grows a revision once. */
function markOf(column: 'readAt' | 'seenAt', at: string) {
  return (row: Notification): Notification => {
    if (row[column] !== null) return row
    return { ...row, seenAt: row.seenAt ?? at, [column]: at, revision: row.revision + 1 }
  }
}

function countInbox(all: readonly ModelEntry[]): InboxCounts {
  const counted = all.map(asEntry).filter(isInInbox)
  return {
    unread: counted.filter(({ unread }) => unread > 0).length,
    unseen: counted.filter(({ unseen }) => unseen > 0).length,
  }
}

/** `GET /inbox` */
export function readInbox(
  all: readonly ModelEntry[],
  filter: InboxFilter,
  limit: number,
  cursor: string | null = null,
): InboxState {
  const listed = all.map(asEntry).filter((entry) => isListed(entry, { filter, q: '' }))
  return { ...readPage(listed, limit, cursor, arrivalKey), filter, q: '', counts: countInbox(all) }
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
