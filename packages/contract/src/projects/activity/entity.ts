/** What was done in a project, by whom and when: kept for good, unlike the journal. */
import type { Status } from '../../content/status.ts'
import type { Actor } from '../../core/actor.ts'
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { CalendarDate, Instant } from '../../core/time.ts'
import type { MemberRole } from '../members/entity.ts'
import type { ScheduleState } from '../schedules/entity.ts'

/** What is done, in the groups that a feed is narrowed to. */
export const activityGroups = {
  project: [
    'project.created',
    'project.changed',
    'approval_rule.changed',
    'project.archived',
    'project.reactivated',
    'project.deleted',
    'project.restored',
    'member.added',
    'member.changed',
    'member.removed',
    'member.entered',
  ],
  items: [
    'item.added',
    'item.removed',
    'item.status_changed',
    'item.approved',
    'item.approval_withdrawn',
    'item.overruled',
    'item.assigned',
    'item.due_changed',
    'item.rebased',
  ],
  tasks: ['task.added', 'task.changed', 'task.removed'],
  comments: [
    'comment.created',
    'comment.changed',
    'comment.deleted',
    'comment.restored',
    'thread.resolved',
    'thread.reopened',
  ],
  releases: ['project.published', 'schedule.changed'],
} as const
export type ActivityGroup = keyof typeof activityGroups
export const activityGroupNames = Object.keys(activityGroups) as ActivityGroup[]
export type ActivityKind = (typeof activityGroups)[ActivityGroup][number]

/** What words are made of; which of it is there follows from the kind. No text of comments, which may be deleted. */
export interface ActivityFacts {
  /** Of the event that told of it, by which is found who was told; not of what is older than that is kept. */
  eventId?: Id | undefined
  /** How many items it was about. */
  count?: number | undefined
  /** The first of them, by name. */
  items?: { id: Id; title: string }[] | undefined
  /** The items were added to be taken down. */
  action?: 'unpublish' | undefined
  status?: Status | undefined
  /** Why items were rejected, or are ready without the approvals that their rule asks for. */
  reason?: string | undefined
  assigneeId?: Id | null | undefined
  dueAt?: CalendarDate | null | undefined
  /** What was changed of the project, and its name before. */
  fields?: ('name' | 'description' | 'color' | 'visibility')[] | undefined
  name?: string | undefined
  formerName?: string | undefined
  /** Of the rule as it is since; null: the project follows the site's. */
  approvalSteps?: number | null | undefined
  /** Who was let into a private project or put out, or, where it was a group, its name. */
  memberId?: Id | undefined
  group?: string | undefined
  memberRole?: MemberRole | undefined
  task?: string | undefined
  /** The task was ticked off by it. */
  isDone?: boolean | undefined
  commentId?: Id | undefined
  releaseId?: Id | undefined
  note?: string | undefined
  /** How the schedule stands since, and for when it is. */
  scheduleState?: ScheduleState | undefined
  wallTime?: string | undefined
  timeZone?: string | undefined
  publishedCount?: number | undefined
  takenDownCount?: number | undefined
}

export interface Activity {
  id: Id
  /** Orders the feed of its project, without gaps: the highest is the newest. */
  number: number
  projectId: Id
  kind: ActivityKind
  actor: Actor
  at: Instant
  facts: ActivityFacts
}

/** What a feed is narrowed to; null narrows nothing. */
export interface ActivityFilter {
  group: ActivityGroup | null
  personId: Id | null
}

/** `GET /projects/{id}/activity`: newest first. */
export interface ActivityState extends Page<Activity>, ActivityFilter {}

/** What the events of a project carry of it besides. */
export interface Recorded {
  activity?: Activity[]
}

/** Whether a feed with this filter shows it. */
export function matchesActivityFilter(
  { kind, actor }: Activity,
  { group, personId }: ActivityFilter,
): boolean {
  const kinds: readonly ActivityKind[] | null = group === null ? null : activityGroups[group]
  return (kinds === null || kinds.includes(kind)) && (personId === null || actor.id === personId)
}
