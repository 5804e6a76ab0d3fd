/** zod schemas of what awaits a person. */
import { z } from 'zod'
import { status } from '../../content/entity-schemas.ts'
import { actor, calendarDay, entityId, languageOf, page, snapshot } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { awaitedKinds } from './entity.ts'

const awaited = named(
  'Awaited',
  z.object({
    id: entityId.describe(
      'Of the item, of the task or of the thread; of the version, where no project holds it',
    ),
    kind: z
      .enum(awaitedKinds)
      .describe(
        'To decide on what is in review, to go on with a text, to tick off a task, to answer a comment that mentions you; to review what waits for nobody in particular',
      ),
    projectId: entityId
      .nullable()
      .describe('Null for a version that is in no project, and for a thread on a text by itself'),
    projectName: z.string().nullable(),
    itemId: entityId.nullable().describe('The item, or the one that the task or the thread is about'),
    taskId: entityId.nullable(),
    contentId: entityId.nullable().describe('Of the text; null for a task'),
    versionId: entityId.nullable(),
    language: languageOf.nullable().describe('Of the text that a thread is about; null for all else'),
    commentId: entityId
      .nullable()
      .describe('The newest comment of the thread that asks for an answer; null for all else'),
    askedBy: actor.nullable().describe('Who wrote that'),
    textRevision: z
      .int()
      .min(1)
      .nullable()
      .describe('Of what is to be decided on: a decision names it; null for all else'),
    title: z.string().describe('Of the item, task or version; of a comment its first words'),
    status: status.nullable().describe('Null for a task and for a thread'),
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
