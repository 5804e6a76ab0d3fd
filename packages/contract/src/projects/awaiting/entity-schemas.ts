/** zod schemas of what awaits a person. */
import { z } from 'zod'
import { status } from '../../content/entity-schemas.ts'
import { calendarDay, entityId, page, snapshot } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { awaitedKinds } from './entity.ts'

const awaited = named(
  'Awaited',
  z.object({
    id: entityId.describe('Of the item or of the task; of the version, where no project holds it'),
    kind: z
      .enum(awaitedKinds)
      .describe(
        'To decide on what is in review, to go on with a text, to tick off a task; to review what waits for nobody in particular',
      ),
    projectId: entityId.nullable().describe('Null for a version that is in no project'),
    projectName: z.string().nullable(),
    itemId: entityId.nullable().describe('The item, or the one that the task is about'),
    taskId: entityId.nullable(),
    contentId: entityId.nullable().describe('Of the text; null for a task'),
    versionId: entityId.nullable(),
    textRevision: z
      .int()
      .min(1)
      .nullable()
      .describe('Of what is to be decided on: a decision names it; null for all else'),
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
    open: z.int().min(0).describe('Of the total, what anyone may review'),
    ...snapshot,
  }),
)
