/** What people may have to be told of, as the commands of other domains put it into the outbox. */
import { statuses } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'

/** Text that was checked when it entered. */
const text = z.custom<string>((value) => typeof value === 'string')
/** `eventId` is the event that says it live. Entries of the version before do not say of which kind the actor is. */
const about = {
  eventId: id,
  actorId: id,
  actorKind: z.enum(['person', 'service', 'system']).optional(),
  /** Told already to those whose ids do not come after this one: a part of the people is told at a time. */
  after: id.optional(),
}

export const news = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('comment.created'), ...about, commentId: id }),
  /** `commentId` is the one that opens it; told while it stays so. */
  z.object({ kind: z.literal('thread.resolved'), ...about, commentId: id }),
  /** An edit mentioned these people and groups for the first time; ids as typed, so some may be nobody's. */
  z.object({
    kind: z.literal('comment.mentioned'),
    ...about,
    commentId: id,
    personIds: z.array(id),
    groupIds: z.array(id).optional(),
  }),
  z.object({
    kind: z.literal('item.status_changed'),
    ...about,
    projectId: id,
    items: z.array(z.object({ itemId: id, from: z.enum(statuses), to: z.enum(statuses) })),
    /** Why they were rejected. */
    reason: text.optional(),
  }),
  z.object({
    kind: z.literal('item.assigned'),
    ...about,
    projectId: id,
    itemIds: z.array(id),
    assigneeId: id,
  }),
  z.object({
    kind: z.literal('task.assigned'),
    ...about,
    projectId: id,
    itemId: id.nullable(),
    task: z.object({ id, title: text }),
    dueAt: z.iso.date().optional(),
    assigneeId: id,
  }),
  /** Whom their reviews wait for is found out when they are told; of these people only, where some are named. */
  z.object({
    kind: z.literal('approval.asked'),
    ...about,
    projectId: id,
    itemIds: z.array(id),
    personIds: z.array(id).optional(),
  }),
  /** Of a version that no project holds. */
  z.object({
    kind: z.literal('version.status_changed'),
    ...about,
    versionId: id,
    from: z.enum(statuses),
    to: z.enum(statuses),
    /** Why they were rejected. */
    reason: text.optional(),
  }),
  z.object({
    kind: z.literal('version.approval_asked'),
    ...about,
    versionId: id,
    /** These people only, where some are named. */
    personIds: z.array(id).optional(),
  }),
  /** On the morning of the day before, or of the day itself. */
  z.object({
    kind: z.literal('item.due'),
    ...about,
    projectId: id,
    itemIds: z.array(id),
    dueAt: z.iso.date(),
    assigneeId: id,
  }),
  z.object({
    kind: z.literal('task.due'),
    ...about,
    projectId: id,
    itemId: id.nullable(),
    task: z.object({ id, title: text }),
    count: z.int().min(1),
    dueAt: z.iso.date(),
    assigneeId: id,
  }),
  z.object({ kind: z.literal('project.published'), ...about, projectId: id, itemIds: z.array(id) }),
  z.object({
    kind: z.enum([
      'schedule.late',
      'schedule.missed',
      'schedule.failed',
      'schedule.stuck',
      'schedule.blocked',
      'schedule.moved',
    ]),
    ...about,
    /** Null where a version is scheduled by itself. */
    projectId: id.nullable(),
    versionId: id.nullable(),
    /** Those whose people are told as well. */
    itemIds: z.array(id),
    schedulerId: id,
    schedule: z.object({ wallTime: text, timeZone: text }),
    /** What is in the way. */
    why: text.nullable(),
  }),
  /** What a project, or a version by itself, released is taken back: its people hear of it. */
  z.object({
    kind: z.literal('release.reverted'),
    ...about,
    /** Null where it was a version by itself. */
    projectId: id.nullable(),
    versionId: id.nullable(),
    itemIds: z.array(id),
    /** Null where it was no person. */
    publisherId: id.nullable(),
    count: z.int().min(1),
  }),
  /** By itself, without a project. */
  z.object({ kind: z.literal('version.published'), ...about, contentId: id, versionId: id }),
])
export type News = z.infer<typeof news>
