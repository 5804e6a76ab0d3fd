/** One project with its items, comments and notifications, and the lists of them, as snapshots hold them. */
import {
  type Actor,
  type Comment,
  type CommentsState,
  type InboxState,
  type ItemsState,
  isOpening,
  type Notification,
  type ProjectItem,
  type ProjectSummary,
} from '@copydesk/contract'
import * as entities from '@copydesk/testkit/entities'
import { idOf, instantOf } from '@copydesk/testkit/entities'

export { idOf }

export const at = instantOf(0)
export const ada = entities.buildPerson({ id: idOf(0xada) })
export const bo: Actor = { id: idOf(0xb0), kind: 'person' }
export const projectId = idOf(1)

export function buildProject(values: Partial<ProjectSummary> = {}): ProjectSummary {
  return entities.buildProjectSummary({ id: projectId, createdBy: bo, ...values })
}

export function buildItem(values: Partial<ProjectItem> = {}): ProjectItem {
  const ids = { id: idOf(10), projectId, contentId: idOf(20), versionId: idOf(30) }
  return entities.buildItem({ ...ids, updatedBy: bo, ...values })
}

export function buildItems(...data: ProjectItem[]): ItemsState {
  return { data, nextCursor: null }
}

export function buildComment(values: Partial<Comment> = {}): Comment {
  return entities.buildComment({ id: idOf(40), projectId, author: bo, ...values })
}

export function buildComments(...data: Comment[]): CommentsState {
  return {
    data,
    nextCursor: null,
    itemId: null,
    language: null,
    isClosed: false,
    total: data.length,
    threads: { open: data.filter(isOpening).length, resolved: 0 },
    viewerId: entities.ada.id,
    own: [],
  }
}

export function buildNotification(values: Partial<Notification> = {}): Notification {
  return entities.buildNotification({ id: idOf(50), offset: 50, actor: bo, projectId, ...values })
}

/** Each in an entry of its own, which has its id. */
export function buildInbox(...notifications: Notification[]): InboxState {
  const data = notifications.map((latest) => entities.buildInboxEntry({ latest }))
  const unread = data.filter((entry) => entry.unread > 0).length
  const unseen = data.filter((entry) => entry.unseen > 0).length
  return { data, nextCursor: null, filter: 'all', q: '', counts: { unread, unseen } }
}
