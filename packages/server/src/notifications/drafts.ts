/**
 * Makes notifications of a piece of outbox work and the facts. Pure. A command that changes five thousand items tells
 * each person once.
 */
import {
  type Actor,
  type Id,
  mentionedIds,
  type Notification,
  type NotificationFacts,
} from '@copydesk/contract'
import { systemActor } from '../command/system-actor.ts'
import { excerptOf } from '../comments/excerpt.ts'
import type { CommentFacts, Facts, ItemFacts, VersionFacts } from './facts.ts'
import type { News } from './news.ts'
import {
  type Concern,
  concernsOfComment,
  concernsOfItems,
  concernsOfVersions,
  type Recipient,
  recipientsOf,
  strength,
} from './recipients.ts'

/** A notification before it has an id. Its `excerpt` is empty for all but comments. */
export interface Draft
  extends Pick<
    Notification,
    | 'kind'
    | 'reason'
    | 'projectId'
    | 'projectName'
    | 'itemId'
    | 'itemTitle'
    | 'commentId'
    | 'contentId'
    | 'versionId'
    | 'excerpt'
    | 'facts'
  > {
  eventId: Id
  personId: Id
  actorId: Id
  actorKind: Actor['kind']
}

/**
 * What a person is told of at most once: a comment (an edit that mentions them does not count if they know of it
 * already), else the event. As one text, together with the person.
 */
export function onceKey(draft: Pick<Draft, 'eventId' | 'commentId' | 'personId'>): string {
  return `${draft.commentId ?? draft.eventId} ${draft.personId}`
}

/** The notifications of a whole batch; several pieces of work about the same give a person one. */
export function draftsOf(payloads: readonly News[], facts: Facts): Draft[] {
  const strongest = new Map<string, Draft>()
  for (const draft of payloads.flatMap((payload) => draftsOfOne(payload, facts))) {
    const key = onceKey(draft)
    const other = strongest.get(key)
    if (!other || strength(draft.reason) < strength(other.reason)) strongest.set(key, draft)
  }
  return [...strongest.values()]
}

function draftsOfOne(payload: News, facts: Facts): Draft[] {
  switch (payload.kind) {
    case 'comment.created':
    case 'comment.mentioned':
      return draftsOfComment(payload, facts)
    case 'item.status_changed':
      return draftsOfStatusChange(payload, facts)
    case 'item.assigned':
      return draftsOfAssignment(payload, facts)
    case 'item.due':
      return draftsOfAssignment(payload, facts)
    case 'task.assigned':
    case 'task.due':
      return draftsOfTask(payload, facts)
    case 'approval.asked':
      return draftsOfApproval(payload, facts)
    case 'project.published':
      return draftsOfPublishing(payload, facts)
    case 'version.published':
      return draftsOfVersion(payload, facts)
    case 'schedule.late':
    case 'schedule.missed':
    case 'schedule.failed':
    case 'schedule.blocked':
    case 'schedule.moved':
      return draftsOfSchedule(payload, facts)
  }
}

type NewsOf<Kind extends News['kind']> = Extract<News, { kind: Kind }>
type ScheduleNews = Extract<News, { schedulerId: Id }>

function draftsOfComment(payload: NewsOf<'comment.created' | 'comment.mentioned'>, facts: Facts): Draft[] {
  const comment = facts.comments.get(payload.commentId)
  if (!comment) return []
  const item = comment.itemId === null ? undefined : facts.items.get(comment.itemId)
  const subject = {
    kind: 'comment.created' as const,
    itemId: comment.itemId,
    itemTitle: item?.title ?? null,
    commentId: comment.id,
    excerpt: excerptOf(comment.body),
    facts: null,
  }
  const concerns =
    payload.kind === 'comment.created'
      ? concernsOfComment({
          mentioned: mentionedIds(comment.body),
          participants: participantsBefore(comment, facts),
          item,
          ownerId: facts.projects.get(comment.projectId)?.ownerId ?? null,
        })
      : payload.personIds.map((personId): Concern => ({ personId, reason: 'mention' }))
  return drafts({ ...payload, projectId: comment.projectId }, facts, concerns, () => subject)
}

/** Those who wrote in the thread before this comment: its answers may be there already. */
function participantsBefore(comment: CommentFacts, facts: Facts): Id[] {
  const contributions = facts.contributions.get(comment.threadId) ?? []
  return contributions.filter(({ id }) => id < comment.id).map(({ authorId }) => authorId)
}

function draftsOfStatusChange(payload: NewsOf<'item.status_changed'>, facts: Facts): Draft[] {
  const moves = new Map(payload.items.map((move) => [move.itemId, move]))
  const items = itemsOf([...moves.keys()], facts)
  const concerns = concernsOfItems(items, facts.projects.get(payload.projectId)?.ownerId ?? null)
  return drafts(payload, facts, concerns, ({ itemIds }) => {
    const move = moves.get(itemIds[0] ?? '')
    const reason = payload.reason ? excerptOf(payload.reason) : null
    const change = move && { from: move.from, to: move.to, reason }
    return { kind: 'item.status_changed', ...aboutItems(itemIds, facts, change ? { change } : {}) }
  })
}

function draftsOfAssignment(payload: NewsOf<'item.assigned' | 'item.due'>, facts: Facts): Draft[] {
  const concerns = itemsOf(payload.itemIds, facts).map(
    (item): Concern => ({ personId: payload.assigneeId, reason: 'assigned', itemId: item.id }),
  )
  return drafts(payload, facts, concerns, ({ itemIds }) => ({
    kind: payload.kind,
    ...aboutItems(itemIds, facts, 'dueAt' in payload ? { dueAt: payload.dueAt } : {}),
  }))
}

function draftsOfTask(payload: NewsOf<'task.assigned' | 'task.due'>, facts: Facts): Draft[] {
  const { task, dueAt, itemId, assigneeId } = payload
  const item = facts.items.get(itemId ?? '')
  return drafts(payload, facts, [{ personId: assigneeId, reason: 'assigned' }], () => ({
    kind: payload.kind,
    itemId: item?.id ?? null,
    itemTitle: item?.title ?? null,
    commentId: null,
    excerpt: '',
    facts: { task, dueAt, ...('count' in payload ? { itemCount: payload.count } : {}) },
  }))
}

function draftsOfApproval(payload: NewsOf<'approval.asked'>, facts: Facts): Draft[] {
  const named = payload.personIds && new Set(payload.personIds)
  const concerns = payload.itemIds.flatMap((itemId) =>
    (facts.approvers.get(itemId) ?? [])
      .filter((personId) => named?.has(personId) ?? true)
      .map((personId): Concern => ({ personId, reason: 'approver', itemId })),
  )
  return drafts(payload, facts, concerns, ({ itemIds }) => ({
    kind: 'approval.asked',
    ...aboutItems(itemIds, facts),
  }))
}

function draftsOfPublishing(payload: NewsOf<'project.published'>, facts: Facts): Draft[] {
  const items = itemsOf(payload.itemIds, facts)
  const concerns = concernsOfItems(items, facts.projects.get(payload.projectId)?.ownerId ?? null)
  return drafts(payload, facts, concerns, () => ({
    kind: 'project.published',
    itemId: null,
    itemTitle: null,
    commentId: null,
    excerpt: '',
    facts: { itemCount: payload.itemIds.length },
  }))
}

function draftsOfSchedule(payload: ScheduleNews, facts: Facts): Draft[] {
  const { kind, itemIds, projectId, schedulerId, schedule, why } = payload
  const said = { schedule: { ...schedule, why: why === null ? null : excerptOf(why) } }
  if (projectId === null) {
    const version = facts.versions.get(payload.versionId ?? '')
    if (!version) return []
    const concerns: Concern[] = [
      { personId: schedulerId, reason: 'scheduler' },
      ...concernsOfVersions([version.own]),
    ]
    return draftsAboutVersion(payload, version, concerns, said)
  }
  const ownerId = facts.projects.get(projectId)?.ownerId ?? null
  const concerns: Concern[] = [
    { personId: schedulerId, reason: 'scheduler' },
    ...concernsOfItems(itemsOf(itemIds, facts), ownerId),
    ...(ownerId === null ? [] : [{ personId: ownerId, reason: 'owner' as const }]),
  ]
  return drafts({ ...payload, projectId }, facts, concerns, () => ({
    kind,
    itemId: null,
    itemTitle: null,
    commentId: null,
    excerpt: '',
    facts: said,
  }))
}

function draftsOfVersion(payload: NewsOf<'version.published'>, facts: Facts): Draft[] {
  const version = facts.versions.get(payload.versionId)
  if (!version) return []
  const concerns = concernsOfVersions(version.people)
  return draftsAboutVersion(payload, version, concerns, { versionNumber: version.number })
}

/** A version by itself, without a project. */
function draftsAboutVersion(
  payload: Deed & { kind: Draft['kind']; versionId: Id | null },
  version: VersionFacts,
  concerns: readonly Concern[],
  said: NotificationFacts,
): Draft[] {
  return recipientsOf(concerns, payload.actorId).map(({ personId, reason }) => ({
    ...whoDid(payload),
    personId,
    reason,
    kind: payload.kind,
    projectId: null,
    projectName: null,
    itemId: null,
    itemTitle: version.title,
    commentId: null,
    contentId: version.contentId,
    versionId: payload.versionId,
    excerpt: '',
    facts: said,
  }))
}

type Subject = Pick<Draft, 'kind' | 'itemId' | 'itemTitle' | 'commentId' | 'excerpt' | 'facts'>

type Deed = Pick<News, 'eventId' | 'actorId' | 'actorKind'>

function whoDid({ eventId, actorId, actorKind }: Deed): Pick<Draft, 'eventId' | 'actorId' | 'actorKind'> {
  return {
    eventId,
    actorId,
    actorKind: actorKind ?? (actorId === systemActor.id ? 'system' : 'person'),
  }
}

function drafts(
  { projectId, ...deed }: Deed & { projectId: Id },
  facts: Facts,
  concerns: readonly Concern[],
  subjectFor: (recipient: Recipient) => Subject,
): Draft[] {
  const project = facts.projects.get(projectId)
  if (!project) return []
  return recipientsOf(concerns, deed.actorId).map((recipient) => ({
    ...whoDid(deed),
    projectId,
    projectName: project.name,
    contentId: null,
    versionId: null,
    personId: recipient.personId,
    reason: recipient.reason,
    ...subjectFor(recipient),
  }))
}

/** The first of the items by name, the others as a number. */
function aboutItems(
  itemIds: readonly Id[],
  facts: Facts,
  what: Pick<NotificationFacts, 'change' | 'dueAt'> = {},
): Omit<Subject, 'kind'> {
  const [first] = itemsOf(itemIds, facts)
  return {
    itemId: first?.id ?? null,
    itemTitle: first?.title ?? null,
    commentId: null,
    excerpt: '',
    facts: { itemCount: itemIds.length, ...what },
  }
}

function itemsOf(ids: readonly Id[], facts: Facts): ItemFacts[] {
  return ids.flatMap((id) => facts.items.get(id) ?? [])
}
