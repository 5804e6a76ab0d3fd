/** zod schemas of a project's activity. */
import { z } from 'zod'
import { status } from '../../content/entity-schemas.ts'
import { actor, entityId, instant, page, snapshot } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { memberRoles } from '../members/entity.ts'
import { scheduleStates } from '../schedules/entity.ts'
import { type ActivityKind, activityGroupNames, activityGroups } from './entity.ts'

const count = z.int().min(0)
const kinds = Object.values(activityGroups).flat() as [ActivityKind, ...ActivityKind[]]

const facts = named(
  'ActivityFacts',
  z.object({
    eventId: entityId.optional().describe('Of the event that told of it: `GET /traces?about=` says who was'),
    count: count.optional().describe('How many items it was about'),
    items: z
      .array(z.object({ id: entityId, title: z.string() }))
      .optional()
      .describe('The first of them'),
    action: z.literal('unpublish').optional().describe('The items were added to be taken down'),
    status: status.optional(),
    reason: z.string().optional().describe('Why items were rejected or their rule overruled'),
    assigneeId: entityId.nullable().optional(),
    dueAt: z.string().nullable().optional(),
    fields: z.array(z.enum(['name', 'description', 'color', 'visibility'])).optional(),
    name: z.string().optional(),
    formerName: z.string().optional(),
    approvalSteps: count.nullable().optional().describe('Of the rule since; null: the site’s counts'),
    memberId: entityId.optional().describe('Who was let into a private project, or put out'),
    group: z.string().optional().describe('The name of the group, where it was one'),
    memberRole: z.enum(memberRoles).optional(),
    task: z.string().optional(),
    isDone: z.boolean().optional(),
    commentId: entityId.optional(),
    releaseId: entityId.optional(),
    note: z.string().optional(),
    scheduleState: z.enum(scheduleStates).optional(),
    wallTime: z.string().optional(),
    timeZone: z.string().optional(),
    publishedCount: count.optional(),
    takenDownCount: count.optional(),
  }),
)

export const activity = named(
  'Activity',
  z.object({
    id: entityId,
    number: z.int().min(1).describe('Orders the feed of the project: the highest is the newest'),
    projectId: entityId,
    kind: z.enum(kinds),
    actor,
    at: instant,
    facts,
  }),
)

export const activitySnapshot = named(
  'ActivitySnapshot',
  z.object({
    ...page(activity),
    group: z.enum(activityGroupNames).nullable(),
    personId: entityId.nullable(),
    ...snapshot,
  }),
)
