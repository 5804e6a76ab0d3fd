/**
 * What a command will probably do to the state on screen, as pure functions: each makes the event that the
 * server would publish and gives it to the reducer, so that a guess and its event end in the same state.
 * A guess changes nothing where what it wants is there already.
 */
import {
  type Actor,
  applyComments,
  applyInbox,
  applyItems,
  applyProject,
  applyProjects,
  type ChangeItem,
  type ChangeLive,
  type ChangeProject,
  type Comment,
  type CommentsState,
  type CreateComment,
  type Id,
  type InboxState,
  type Instant,
  type ItemsState,
  type LiveState,
  markRead,
  type Notification,
  type Project,
  type ProjectItem,
  type ProjectsState,
} from '@copydesk/contract'

/** Who writes, when, and under which command. */
export interface Authorship {
  commandId: string
  actor: Actor
  at: Instant
}

const event = <Type extends string>({ commandId, actor, at }: Authorship, type: Type) => ({
  id: commandId,
  type,
  at,
  actor,
  commandId,
})

/** Drops properties that are undefined: they change nothing. */
function definedOnly<T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never
}

/** A row as it will be: changed, one revision further; the same row when it is so already. */
function changedRow<T extends { revision: number }>(row: T, change: Partial<T>, by: Partial<T>): T {
  const keys = Object.keys(change) as (keyof T)[]
  if (keys.every((key) => row[key] === change[key])) return row
  return { ...row, ...change, ...by, revision: row.revision + 1 }
}

export function guessItems(who: Authorship, itemIds: readonly Id[], change: ChangeItem) {
  const chosen = new Set(itemIds)
  return (state: ItemsState): ItemsState => {
    const items = state.data
      .filter((row) => chosen.has(row.id))
      .map((row) =>
        changedRow<ProjectItem>(row, itemChange(who, row, change), {
          updatedAt: who.at,
          updatedBy: who.actor,
        }),
      )
    return applyItems(state, { ...event(who, 'item.changed'), items })
  }
}

function itemChange({ actor, at }: Authorship, row: ProjectItem, change: ChangeItem): Partial<ProjectItem> {
  const { reason = '', ...rest } = definedOnly(change)
  if (rest.status === undefined || rest.status === row.status) return rest
  return { ...rest, rejection: rest.status === 'rejected' ? { reason, by: actor, at } : null }
}

/** After the reply: the rows as the server made them. */
export function knownItems(who: Authorship, items: ProjectItem[]) {
  return (state: ItemsState): ItemsState => applyItems(state, { ...event(who, 'item.changed'), items })
}

export function guessItemsRemoved(who: Authorship, itemIds: Id[]) {
  return (state: ItemsState): ItemsState => applyItems(state, { ...event(who, 'item.removed'), itemIds })
}

export function guessProject(who: Authorship, change: ChangeProject) {
  return (state: Project): Project => {
    const project = changedRow<Project>(state, definedOnly(change), { updatedAt: who.at })
    return applyProject(state, { ...event(who, 'project.changed'), project }) ?? state
  }
}

export function knownProject(who: Authorship, project: Project) {
  return (state: Project): Project =>
    applyProject(state, { ...event(who, 'project.changed'), project }) ?? state
}

export function guessProjectInList(who: Authorship, projectId: Id, change: ChangeProject) {
  return (state: ProjectsState): ProjectsState => {
    const row = state.data.find((project) => project.id === projectId)
    if (!row) return state
    const project = changedRow<Project>(row, definedOnly(change), { updatedAt: who.at })
    return applyProjects(state, { ...event(who, 'project.changed'), project })
  }
}

export function knownProjectInList(who: Authorship, project: Project) {
  return (state: ProjectsState): ProjectsState =>
    applyProjects(state, { ...event(who, 'project.changed'), project })
}

export function guessProjectDeleted(who: Authorship, projectId: Id) {
  return (state: ProjectsState): ProjectsState =>
    applyProjects(state, { ...event(who, 'project.deleted'), projectId })
}

/** Ids of comments that the server has not answered yet start so; they sort behind every real id. */
const pendingPrefix = 'pending-'

/** Whether a comment is one's own, still on its way to the server. */
export function isPendingId(id: Id): boolean {
  return id.startsWith(pendingPrefix)
}

export function guessComment(who: Authorship, projectId: Id, wanted: CreateComment) {
  const id = pendingPrefix + who.commandId
  return (state: CommentsState): CommentsState => {
    const parent = state.data.find((comment) => comment.id === wanted.parentId)
    if (wanted.parentId !== undefined && !parent) return state
    const comment: Comment = {
      id,
      revision: 0,
      projectId,
      itemId: parent ? parent.itemId : (wanted.itemId ?? null),
      threadId: parent?.threadId ?? id,
      parentId: parent?.id ?? null,
      author: who.actor,
      body: wanted.body,
      createdAt: who.at,
      editedAt: null,
      deletedAt: null,
    }
    return withComment(who, state, comment)
  }
}

export function knownComment(who: Authorship, comment: Comment) {
  return (state: CommentsState): CommentsState =>
    state.data.some((one) => one.id === comment.id) ? state : withComment(who, state, comment)
}

function withComment(who: Authorship, state: CommentsState, comment: Comment): CommentsState {
  const total = state.total + 1
  return applyComments(state, {
    ...event(who, 'comment.created'),
    comment,
    counts: { project: total, item: total },
  })
}

export function guessCommentEdited(who: Authorship, commentId: Id, body: string) {
  return (state: CommentsState): CommentsState => {
    const row = state.data.find((comment) => comment.id === commentId)
    if (!row || row.deletedAt !== null) return state
    const comment = changedRow(row, { body }, { editedAt: who.at })
    const counts = { project: state.total, item: state.total }
    return applyComments(state, { ...event(who, 'comment.changed'), comment, counts })
  }
}

export function knownCommentEdited(who: Authorship, comment: Comment) {
  return (state: CommentsState): CommentsState =>
    applyComments(state, {
      ...event(who, 'comment.changed'),
      comment,
      counts: { project: state.total, item: state.total },
    })
}

export function guessCommentDeleted(who: Authorship, commentId: Id) {
  return (state: CommentsState): CommentsState => {
    const row = state.data.find((comment) => comment.id === commentId)
    if (!row || row.deletedAt !== null) return state
    const comment = { ...row, body: '', deletedAt: who.at, revision: row.revision + 1 }
    const total = state.total - 1
    return applyComments(state, {
      ...event(who, 'comment.deleted'),
      comment,
      counts: { project: total, item: total },
    })
  }
}

export function guessRead(who: Authorship, notificationId: Id, read: boolean) {
  return (state: InboxState): InboxState => {
    const row = state.data.find((notification) => notification.id === notificationId)
    if (!row) return state
    const next = read ? markRead(row, who.at) : changedRow<Notification>(row, { readAt: null }, {})
    return withNotification(who, state, row, next)
  }
}

export function knownNotification(who: Authorship, notification: Notification) {
  return (state: InboxState): InboxState => {
    const row = state.data.find((one) => one.id === notification.id)
    return row && row.revision < notification.revision
      ? withNotification(who, state, row, notification)
      : state
  }
}

function withNotification(
  who: Authorship,
  state: InboxState,
  before: Notification,
  after: Notification,
): InboxState {
  if (before === after) return state
  const open = (at: Instant | null) => (at === null ? 1 : 0)
  const counts = {
    unread: Math.max(0, state.counts.unread + open(after.readAt) - open(before.readAt)),
    unseen: Math.max(0, state.counts.unseen + open(after.seenAt) - open(before.seenAt)),
  }
  return applyInbox(state, { ...event(who, 'notification.changed'), notifications: [after], counts })
}

export function guessAllRead(who: Authorship, upToId: Id) {
  return (state: InboxState): InboxState =>
    applyInbox(state, {
      ...event(who, 'notification.all_read'),
      upToId,
      counts: newerThan(state, upToId),
    })
}

export function guessAllSeen(who: Authorship, upToId: Id) {
  return (state: InboxState): InboxState =>
    applyInbox(state, {
      ...event(who, 'notification.all_seen'),
      upToId,
      counts: { unread: state.counts.unread, unseen: newerThan(state, upToId).unseen },
    })
}

/** Newer ones are always in the window, so they can be counted. */
function newerThan(state: InboxState, upToId: Id): InboxState['counts'] {
  const newer = state.data.filter((row) => row.id > upToId)
  return {
    unread: newer.filter((row) => row.readAt === null).length,
    unseen: newer.filter((row) => row.seenAt === null).length,
  }
}

/** What follows for the transports is the server's to say. */
export function guessLive({ actor, at }: Authorship, change: ChangeLive) {
  return (state: LiveState): LiveState => {
    const wanted = { all: change.enabled, websocket: change.websocket?.enabled }
    const turn = (name: keyof LiveState['switches']) => {
      const now = state.switches[name]
      const enabled = wanted[name] ?? now.enabled
      return enabled === now.enabled ? now : { ...now, enabled, changedBy: actor, changedAt: at }
    }
    const [all, websocket] = [turn('all'), turn('websocket')]
    if (all === state.switches.all && websocket === state.switches.websocket) return state
    return { ...state, switches: { all, websocket } }
  }
}
