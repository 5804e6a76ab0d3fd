/** zod schemas of what awaits a person. */
import { z } from 'zod'
import { status } from '../../content/entity-schemas.ts'
import { calendarDay, entityId, page, snapshot } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { awaitedKinds } from './entity.ts'

const awaited = named(
  'Awaited',
  z.object({
    id: entityId.describe('Of the item or of the task'),
    kind: z
      .enum(awaitedKinds)
      .describe('To decide on what is in review, to go on with a text, to tick off a task'),
    projectId: entityId,
    projectName: z.string(),
    itemId: entityId.nullable().describe('The item, or the one that the task is about'),
    taskId: entityId.nullable(),
    title: z.string(),
    status: status.nullable().describe('Null for a task'),
    reason: z.string().nullable().describe('Why it was rejected, where somebody said so'),
    dueAt: calendarDay.nullable(),
  }),
)

export const awaitingSnapshot = named(
  'AwaitingSnapshot',
  z.object({
    ...page(awaited),
    total: z.int().min(0).describe('With those that are left out: 200 are listed at most'),
    ...snapshot,
  }),
)
