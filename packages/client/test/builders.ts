/** Entities with every field filled in. Ids grow with their number. */
import type {
  Actor,
  Comment,
  CommentsState,
  Id,
  InboxState,
  ItemsState,
  Notification,
  Person,
  ProjectItem,
  ProjectSummary,
} from '@copydesk/contract'

/** A UUIDv7-shaped id that sorts by its number. */
export function idOf(number: number): Id {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}

export const at = '2026-01-01T00:00:00.000Z'
export const ada: Person = {
  id: idOf(0xada),
  revision: 1,
  name: 'Ada',
  email: 'ada@example.com',
  role: 'editor',
  createdAt: at,
}
export const bo: Actor = { id: idOf(0xb0), kind: 'person' }
export const projectId = idOf(1)

export function buildProject(values: Partial<ProjectSummary> = {}): ProjectSummary {
  return {
    id: projectId,
    revision: 1,
    name: 'Spring campaign',
    description: '',
    color: 'blue',
    createdBy: bo,
    createdAt: at,
    updatedAt: at,
    publishedAt: null,
    counts: {
      draft: 0,
      in_review: 0,
      ready: 0,
      rejected: 0,
      scheduled: 0,
      published: 0,
      previously_published: 0,
    },
    commentCount: 0,
    ...values,
  }
}

export function buildItem(values: Partial<ProjectItem> = {}): ProjectItem {
  return {
    id: idOf(10),
    revision: 1,
    projectId,
    contentId: idOf(20),
    action: 'publish',
    versionId: idOf(30),
    versionNumber: 1,
    baseVersionId: null,
    title: 'Home',
    type: 'page',
    language: 'en',
    status: 'draft',
    rejection: null,
    assigneeId: null,
    dueAt: null,
    commentCount: 0,
    addedAt: at,
    updatedAt: at,
    updatedBy: bo,
    ...values,
  }
}

export function buildItems(...data: ProjectItem[]): ItemsState {
  return { data, nextCursor: null }
}

export function buildComment(values: Partial<Comment> = {}): Comment {
  const id = values.id ?? idOf(40)
  return {
    id,
    revision: 1,
    projectId,
    itemId: null,
    threadId: id,
    parentId: null,
    author: bo,
    body: 'Looks good.',
    createdAt: at,
    editedAt: null,
    deletedAt: null,
    ...values,
  }
}

export function buildComments(...data: Comment[]): CommentsState {
  return { data, nextCursor: null, itemId: null, total: data.length }
}

export function buildNotification(values: Partial<Notification> = {}): Notification {
  return {
    id: idOf(50),
    revision: 1,
    offset: 50,
    kind: 'comment.created',
    reason: 'mention',
    actor: bo,
    projectId,
    projectName: 'Spring campaign',
    itemId: null,
    itemTitle: null,
    commentId: null,
    excerpt: 'Looks good.',
    facts: null,
    createdAt: at,
    seenAt: null,
    readAt: null,
    ...values,
  }
}

export function buildInbox(...data: Notification[]): InboxState {
  const unread = data.filter((row) => row.readAt === null).length
  const unseen = data.filter((row) => row.seenAt === null).length
  return { data, nextCursor: null, filter: 'all', counts: { unread, unseen } }
}
