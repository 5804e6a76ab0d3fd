/** zod schemas of the traces of events. */
import { z } from 'zod'
import { actor, entityId, instant, page, snapshot } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { notificationKinds, notificationReasons } from '../entity.ts'
import { mailTraceStatuses, traceOutcomes } from './entity.ts'

const count = z.int().min(0)

const trace = named(
  'Trace',
  z.object({
    id: entityId,
    eventId: entityId,
    kind: z.enum(notificationKinds),
    actor,
    at: instant.describe('When people began to be told'),
    projectId: entityId.nullable().describe('Null where it is about a version that is in no project'),
    projectName: z.string().nullable(),
    itemId: entityId.nullable().describe('Null where it is about none, or about several'),
    commentId: entityId.nullable(),
    contentId: entityId.nullable(),
    versionId: entityId.nullable(),
    told: z.int().min(0).describe('How many people were told'),
    withheld: z.int().min(0).describe('How many were not whom it concerned'),
  }),
)

export const traceList = named('TraceList', z.object({ ...page(trace), ...snapshot }))

const traceDecision = named(
  'TraceDecision',
  z.object({
    personId: entityId,
    reason: z.enum(notificationReasons).describe('The strongest reason for which it concerned them'),
    outcome: z.enum(traceOutcomes).describe('`told`, or what kept it from them'),
    at: instant,
    mail: z
      .object({
        status: z
          .enum(mailTraceStatuses)
          .describe('`due`, unless it is read before; `dropped`, since it was; or the status of the mail'),
        note: z.string().nullable().describe('What the mail server said, or why nothing was sent'),
        at: instant.nullable().describe('When it is due, or since when it stands like this'),
      })
      .nullable()
      .describe('Null where it is not for mail, or the notification is gone'),
  }),
)

export const traceDetail = named(
  'TraceDetail',
  z.object({
    ...page(traceDecision),
    trace,
    counts: z
      .object({
        told: count,
        own_act: count,
        not_here: count,
        told_already: count,
        muted: count,
        preference: count,
        no_access: count,
      })
      .describe('How many people each outcome was that of, whatever the page is narrowed to'),
    ...snapshot,
  }),
)
