/**
 * Makes occasions of pieces of outbox work and the facts: what happened, whom it concerns, and how each of them is told.
 * Pure. A command that changes five thousand items is one occasion.
 */
import { type Id, mentionedGroupIds, mentionedIds, type NotificationFacts } from '@copydesk/contract'
import { excerptOf, excerptOfComment } from '../comments/excerpt.ts'
import type { CommentFacts, Facts, ItemFacts } from './facts.ts'
import type { News } from './news.ts'
import { type Occasion, occasion, occasionAboutVersion, type Subject } from './occasion.ts'
import {
  type CommentPeople,
  type Concern,
  concernsOfComment,
  concernsOfItems,
  concernsOfMentions,
  concernsOfVersions,
  type MentionedGroup,
  type Recipient,
} from './recipients.ts'

/** What happened; undefined where that is gone. */
export function occasionOf(payload: News, facts: Facts): Occasion | undefined {
  switch (payload.kind) {
    case 'comment.created':
    case 'comment.mentioned':
    case 'thread.resolved':
      return occasionOfComment(payload, facts)
    case 'item.status_changed':
      return occasionOfStatusChange(payload, facts)
    case 'item.assigned':
      return occasionOfAssignment(payload, facts)
    case 'item.due':
      return occasionOfAssignment(payload, facts)
    case 'task.assigned':
    case 'task.due':
      return occasionOfTask(payload, facts)
    case 'approval.asked':
      return occasionOfApproval(payload, facts)
    case 'version.status_changed':
      return occasionOfVersionMove(payload, facts)
    case 'version.approval_asked':
      return occasionOfVersionApproval(payload, facts)
    case 'project.published':
      return occasionOfPublishing(payload, facts)
    case 'version.published':
      return occasionOfVersion(payload, facts)
    case 'release.reverted':
      return occasionOfRevert(payload, facts)
    case 'schedule.late':
    case 'schedule.missed':
    case 'schedule.failed':
    case 'schedule.stuck':
    case 'schedule.blocked':
    case 'schedule.moved':
      return occasionOfSchedule(payload, facts)
  }
}

type NewsOf<Kind extends News['kind']> = Extract<News, { kind: Kind }>
type CommentNews = NewsOf<'comment.created' | 'comment.mentioned' | 'thread.resolved'>
type ScheduleNews = Extract<News, { schedulerId: Id }>

function occasionOfComment(payload: CommentNews, facts: Facts): Occasion | undefined {
  const comment = facts.comments.get(payload.commentId)
  if (!comment || !(payload.kind === 'thread.resolved' ? comment.isResolved : !comment.isTrace))
    return undefined
  if (comment.projectId === null) return occasionOfTextComment(payload, comment, facts)
  const item = comment.itemId === null ? undefined : facts.items.get(comment.itemId)
  const subject = {
    itemId: comment.itemId,
    itemTitle: item?.title ?? null,
    commentId: comment.id,
    excerpt: excerptOfComment(comment),
  }
  const ownerId = facts.projects.get(comment.projectId)?.ownerId ?? null
  const told = toldOf(payload)
  return occasion(
    {
      ...payload,
      ...told,
      projectId: comment.projectId,
      itemIds: comment.itemId === null ? [] : [comment.itemId],
      threadId: comment.threadId,
    },
    facts,
    concernsOfWords(payload, comment, facts, { item, ownerId }),
    (recipient) => ({ ...subject, facts: factsOfMention(recipient) }),
  )
}

/** As what people are told of it, how often, and whether also those who watch the place. */
function toldOf({ kind, commentId, eventId }: CommentNews) {
  return kind === 'thread.resolved'
    ? { kind, subjectId: eventId, isWatched: true }
    : { kind: 'comment.created' as const, subjectId: commentId, isWatched: kind === 'comment.created' }
}

/** By which group a person is mentioned, if they are by one. */
function factsOfMention({ group }: Recipient): NotificationFacts | null {
  return group === undefined ? null : { group }
}

/** In a thread on a text by itself: whoever wrote the text is told as well. */
function occasionOfTextComment(
  payload: CommentNews,
  comment: CommentFacts,
  facts: Facts,
): Occasion | undefined {
  const { versionId, closerIds } = comment
  const version = facts.versions.get(versionId ?? '')
  if (!version) return undefined
  const concerns = [
    ...concernsOfWords(payload, comment, facts, { item: undefined, ownerId: null }),
    ...(payload.kind === 'comment.created' ? concernsOfVersions([version.own]) : []),
  ]
  const { subjectId, ...told } = toldOf(payload)
  const about = { ...payload, ...told, versionId }
  const ofVersion = occasionAboutVersion(about, version, concerns, null)
  const excerpt = excerptOfComment(comment)
  return {
    ...ofVersion,
    subjectId,
    place: { ...ofVersion.place, threadId: comment.threadId, closerIds },
    draftFor: (recipient) => ({
      ...ofVersion.draftFor(recipient),
      commentId: comment.id,
      threadId: comment.threadId,
      excerpt,
      facts: factsOfMention(recipient),
    }),
  }
}

/** Whom a new comment concerns; of an edited one those whom it mentions for the first time. */
function concernsOfWords(
  payload: CommentNews,
  comment: CommentFacts,
  facts: Facts,
  people: Pick<CommentPeople, 'item' | 'ownerId'>,
): Concern[] {
  if (payload.kind === 'comment.mentioned') {
    return concernsOfMentions(payload.personIds, groupsOf(payload.groupIds ?? [], facts))
  }
  if (payload.kind === 'thread.resolved') return concernsOfThread(comment, facts)
  const mentioned = mentionedIds(comment.body)
  const groups = groupsOf(mentionedGroupIds(comment.body), facts)
  return concernsOfComment({ mentioned, groups, ...threadBefore(comment, facts), ...people })
}

/** Who wrote in a thread and whom it mentioned, up to now; who opened it also where that was deleted. */
function concernsOfThread({ threadId, authorId }: CommentFacts, facts: Facts): Concern[] {
  const all = facts.contributions.get(threadId) ?? []
  const people = [
    ...(authorId === null ? [] : [authorId]),
    ...all.flatMap(({ authorId }) => authorId ?? []),
    ...all.flatMap(({ mentioned }) => mentioned),
  ]
  return people.map((personId): Concern => ({ personId, reason: 'thread' }))
}

function groupsOf(ids: readonly Id[], { groups }: Facts): MentionedGroup[] {
  return ids.flatMap((id) => groups.get(id) ?? [])
}

/** Who wrote and who was mentioned in the thread before this comment: its answers may be there already. */
function threadBefore(comment: CommentFacts, facts: Facts): Pick<CommentPeople, 'participants' | 'involved'> {
  const before = (facts.contributions.get(comment.threadId) ?? []).filter(({ id }) => id < comment.id)
  return {
    participants: before.flatMap(({ authorId }) => authorId ?? []),
    involved: before.flatMap(({ mentioned }) => mentioned),
  }
}

function occasionOfStatusChange(payload: NewsOf<'item.status_changed'>, facts: Facts): Occasion | undefined {
  const moves = new Map(payload.items.map((move) => [move.itemId, move]))
  const items = itemsOf([...moves.keys()], facts)
  const concerns = concernsOfItems(items, facts.projects.get(payload.projectId)?.ownerId ?? null)
  const about = { ...payload, itemIds: [...moves.keys()], isWatched: true }
  return occasion(about, facts, concerns, ({ itemIds }) => {
    const move = moves.get(itemIds[0] ?? '')
    const reason = payload.reason ? excerptOf(payload.reason) : null
    const change = move && { from: move.from, to: move.to, reason }
    return aboutItems(itemIds, facts, change ? { change } : {})
  })
}

function occasionOfAssignment(
  payload: NewsOf<'item.assigned' | 'item.due'>,
  facts: Facts,
): Occasion | undefined {
  const concerns = itemsOf(payload.itemIds, facts).map(
    (item): Concern => ({ personId: payload.assigneeId, reason: 'assigned', itemIds: [item.id] }),
  )
  return occasion(payload, facts, concerns, ({ itemIds }) =>
    aboutItems(itemIds, facts, 'dueAt' in payload ? { dueAt: payload.dueAt } : {}),
  )
}

function occasionOfTask(payload: NewsOf<'task.assigned' | 'task.due'>, facts: Facts): Occasion | undefined {
  const { task, dueAt, itemId, assigneeId } = payload
  const item = facts.items.get(itemId ?? '')
  const about = { ...payload, itemIds: itemId === null ? [] : [itemId] }
  return occasion(about, facts, [{ personId: assigneeId, reason: 'assigned' }], () => ({
    itemId: item?.id ?? null,
    itemTitle: item?.title ?? null,
    commentId: null,
    excerpt: '',
    facts: { task, dueAt, ...('count' in payload ? { itemCount: payload.count } : {}) },
  }))
}

function occasionOfApproval(payload: NewsOf<'approval.asked'>, facts: Facts): Occasion | undefined {
  const concerns = concernsOfApprovers(payload.itemIds, payload.personIds, facts)
  return occasion(payload, facts, concerns, ({ itemIds }) => aboutItems(itemIds, facts))
}

function occasionOfVersionApproval(
  payload: NewsOf<'version.approval_asked'>,
  facts: Facts,
): Occasion | undefined {
  const version = facts.versions.get(payload.versionId)
  if (!version) return undefined
  const concerns = concernsOfApprovers([payload.versionId], payload.personIds, facts)
  const about = { ...payload, kind: 'approval.asked' as const, isWatched: false }
  return occasionAboutVersion(about, version, concerns, {})
}

/** Those for whom the reviews of these items or versions wait, or those of them who are named. */
function concernsOfApprovers(
  ids: readonly Id[],
  personIds: readonly Id[] | undefined,
  facts: Facts,
): Concern[] {
  const named = personIds && new Set(personIds)
  return ids.flatMap((itemId) =>
    (facts.approvers.get(itemId) ?? [])
      .filter((personId) => named?.has(personId) ?? true)
      .map((personId): Concern => ({ personId, reason: 'approver', itemIds: [itemId] })),
  )
}

function occasionOfVersionMove(
  payload: NewsOf<'version.status_changed'>,
  facts: Facts,
): Occasion | undefined {
  const version = facts.versions.get(payload.versionId)
  if (!version) return undefined
  const { from, to } = payload
  const reason = payload.reason ? excerptOf(payload.reason) : null
  const about = { ...payload, kind: 'item.status_changed' as const }
  return occasionAboutVersion(about, version, concernsOfVersions([version.own]), {
    change: { from, to, reason },
  })
}

function occasionOfPublishing(payload: NewsOf<'project.published'>, facts: Facts): Occasion | undefined {
  const items = itemsOf(payload.itemIds, facts)
  const concerns = concernsOfItems(items, facts.projects.get(payload.projectId)?.ownerId ?? null)
  return occasion({ ...payload, isWatched: true }, facts, concerns, () =>
    aboutProject({ itemCount: payload.itemIds.length }),
  )
}

function occasionOfRevert(payload: NewsOf<'release.reverted'>, facts: Facts): Occasion | undefined {
  const { projectId, versionId, itemIds, publisherId, count } = payload
  const publisher: Concern[] = publisherId === null ? [] : [{ personId: publisherId, reason: 'publisher' }]
  if (projectId === null) {
    const version = facts.versions.get(versionId ?? '')
    if (!version) return undefined
    const concerns = [...publisher, ...concernsOfVersions([version.own])]
    return occasionAboutVersion(payload, version, concerns, { itemCount: count })
  }
  const concerns: Concern[] = [...publisher, ...concernsOfProject(projectId, itemIds, facts)]
  return occasion({ ...payload, projectId, isWatched: true }, facts, concerns, () =>
    aboutProject({ itemCount: count }),
  )
}

/** Whom its items concern, and its owner also where it has none. */
function concernsOfProject(projectId: Id, itemIds: readonly Id[], facts: Facts): Concern[] {
  const ownerId = facts.projects.get(projectId)?.ownerId ?? null
  return [
    ...concernsOfItems(itemsOf(itemIds, facts), ownerId),
    ...(ownerId === null ? [] : [{ personId: ownerId, reason: 'owner' as const }]),
  ]
}

function occasionOfSchedule(payload: ScheduleNews, facts: Facts): Occasion | undefined {
  const { itemIds, projectId, schedulerId, schedule, why } = payload
  const said = { schedule: { ...schedule, why: why === null ? null : excerptOf(why) } }
  if (projectId === null) {
    const version = facts.versions.get(payload.versionId ?? '')
    if (!version) return undefined
    const concerns: Concern[] = [
      { personId: schedulerId, reason: 'scheduler' },
      ...concernsOfVersions([version.own]),
    ]
    return occasionAboutVersion(payload, version, concerns, said)
  }
  const concerns: Concern[] = [
    { personId: schedulerId, reason: 'scheduler' },
    ...concernsOfProject(projectId, itemIds, facts),
  ]
  return occasion({ ...payload, projectId, isWatched: true }, facts, concerns, () => aboutProject(said))
}

function occasionOfVersion(payload: NewsOf<'version.published'>, facts: Facts): Occasion | undefined {
  const version = facts.versions.get(payload.versionId)
  if (!version) return undefined
  const concerns = concernsOfVersions(version.people)
  return occasionAboutVersion(payload, version, concerns, { versionNumber: version.number })
}

/** The project as a whole, no item of it and no words. */
function aboutProject(facts: NotificationFacts): Subject {
  return { itemId: null, itemTitle: null, commentId: null, excerpt: '', facts }
}

/** The first of the items by name, the others as a number. */
function aboutItems(
  itemIds: readonly Id[],
  facts: Facts,
  what: Pick<NotificationFacts, 'change' | 'dueAt'> = {},
): Omit<Subject, 'kind'> {
  const first = facts.items.get(itemIds.find((id) => facts.items.has(id)) ?? '')
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
