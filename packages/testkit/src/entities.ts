/** Entities with every field filled in. Ids grow with their number. */
import type {
  Actor,
  Comment,
  ContentSummary,
  Id,
  InboxEntry,
  Notification,
  Person,
  Project,
  ProjectItem,
  ProjectSummary,
  Release,
  StatusCounts,
  VersionSummary,
} from '@copydesk/contract'

/** A UUIDv7-shaped id that sorts by its number. */
export function idOf(number: number): Id {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}

/** The instant of a step of the test. */
export function instantOf(step: number): string {
  return new Date(Date.UTC(2026, 0, 1) + step * 1000).toISOString()
}

export const ada: Actor = { id: idOf(0xada), kind: 'person' }

const noCounts: StatusCounts = {
  draft: 0,
  in_review: 0,
  ready: 0,
  rejected: 0,
  scheduled: 0,
  published: 0,
  previously_published: 0,
}

export function buildProject(values: Partial<Project> = {}): Project {
  return {
    id: idOf(1),
    revision: 1,
    name: 'Spring campaign',
    description: '',
    color: 'blue',
    visibility: 'public',
    createdBy: ada,
    createdAt: instantOf(0),
    updatedAt: instantOf(0),
    publishedAt: null,
    archivedAt: null,
    schedule: null,
    ...values,
  }
}

export function buildProjectSummary(values: Partial<ProjectSummary> = {}): ProjectSummary {
  return { ...buildProject(values), counts: noCounts, commentCount: 0, ...values }
}

export function buildItem(values: Partial<ProjectItem> = {}): ProjectItem {
  return {
    id: idOf(1),
    revision: 1,
    projectId: idOf(1),
    contentId: idOf(2),
    action: 'publish',
    versionId: idOf(3),
    versionNumber: 1,
    baseVersionId: null,
    title: 'Home',
    type: 'page',
    language: 'en',
    status: 'draft',
    rejection: null,
    approvals: null,
    assigneeId: null,
    dueAt: null,
    commentCount: 0,
    addedAt: instantOf(0),
    updatedAt: instantOf(0),
    updatedBy: ada,
    ...values,
  }
}

export function buildRelease(values: Partial<Release> = {}): Release {
  return {
    id: idOf(1),
    revision: 1,
    projectId: idOf(1),
    state: 'done',
    note: '',
    publishedCount: 1,
    takenDownCount: 0,
    startedBy: ada,
    startedAt: instantOf(0),
    finishedAt: instantOf(0),
    scheduleId: null,
    revertProjectId: null,
    revertedById: null,
    ...values,
  }
}

export function buildComment(values: Partial<Comment> = {}): Comment {
  const id = values.id ?? idOf(1)
  return {
    id,
    revision: 1,
    projectId: idOf(1),
    itemId: null,
    contentId: null,
    language: null,
    threadId: id,
    parentId: null,
    number: 0,
    passage: null,
    author: ada,
    body: 'Looks good.',
    createdAt: instantOf(0),
    editedAt: null,
    deletedAt: null,
    reactions: [],
    reactionRevision: 0,
    resolved: null,
    resolutionRevision: 0,
    ...values,
  }
}

export function buildInboxEntry(values: Partial<InboxEntry> = {}): InboxEntry {
  const { latest = buildNotification() } = values
  return {
    id: latest.id,
    revision: 1,
    offset: latest.offset,
    key: `thread:${latest.commentId ?? latest.id}`,
    latest,
    size: 1,
    unread: latest.readAt === null ? 1 : 0,
    unseen: latest.seenAt === null ? 1 : 0,
    mentions: latest.reason === 'mention' ? 1 : 0,
    unreadFrom: latest.readAt === null ? latest.commentId : null,
    actors: [latest.actor],
    archivedAt: null,
    snoozedUntil: null,
    ...values,
  }
}

export function buildNotification(values: Partial<Notification> = {}): Notification {
  return {
    id: idOf(1),
    revision: 1,
    offset: 1,
    kind: 'comment.created',
    reason: 'mention',
    actor: ada,
    projectId: idOf(1),
    projectName: 'Spring campaign',
    itemId: null,
    itemTitle: null,
    commentId: null,
    contentId: null,
    versionId: null,
    excerpt: 'Looks good.',
    facts: null,
    createdAt: instantOf(0),
    seenAt: null,
    readAt: null,
    ...values,
  }
}

export function buildContent(values: Partial<ContentSummary> = {}): ContentSummary {
  const title = values.title ?? 'Home'
  return {
    id: idOf(1),
    revision: 1,
    type: 'page',
    title,
    languages: [
      {
        language: 'en',
        versionId: idOf(3),
        number: 1,
        status: 'draft',
        title,
        publishedNumber: null,
        projectId: null,
      },
    ],
    projectIds: [],
    createdAt: instantOf(0),
    updatedAt: instantOf(0),
    updatedBy: ada,
    ...values,
  }
}

export function buildVersion(values: Partial<VersionSummary> = {}): VersionSummary {
  return {
    id: idOf(3),
    revision: 1,
    contentId: idOf(1),
    language: 'en',
    number: 1,
    status: 'draft',
    baseVersionId: null,
    title: 'Home',
    textRevision: 1,
    author: ada,
    editedBy: ada,
    rejection: null,
    approvals: null,
    projectId: null,
    itemId: null,
    schedule: null,
    createdAt: instantOf(0),
    updatedAt: instantOf(0),
    ...values,
  }
}

export function buildPerson(values: Partial<Person> = {}): Person {
  return {
    id: idOf(1),
    revision: 1,
    name: 'Ada',
    email: 'ada@example.com',
    role: 'editor',
    state: 'active',
    createdAt: instantOf(0),
    ...values,
  }
}

/** The fields that every event has. */
export function eventBase<Type extends string>(type: Type, step = 1) {
  return { id: idOf(0xe000 + step), type, at: instantOf(step), actor: ada }
}
