/** What became of one event: who was told of it, who was not, and why. For administrators; it holds nobody's words. */
import type { Actor } from '../../core/actor.ts'
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { Instant } from '../../core/time.ts'
import { deliveryStatuses } from '../deliveries/entity.ts'
import type { NotificationKind, NotificationReason } from '../entity.ts'

/** How it ended for somebody whom the event concerned: they were told, or what kept it from them. */
export const traceOutcomes = [
  'told',
  'own_act',
  'not_here',
  'told_already',
  'muted',
  'preference',
  'no_access',
] as const
export type TraceOutcome = (typeof traceOutcomes)[number]

/** What is decided of one event is decided once, some hundreds of people at a time. */
export interface Trace {
  id: Id
  eventId: Id
  kind: NotificationKind
  actor: Actor
  /** When people began to be told. */
  at: Instant
  /** Where it happened; null where it is about a version that is in no project. */
  projectId: Id | null
  projectName: string | null
  /** Null where it is about none, or about several. */
  itemId: Id | null
  commentId: Id | null
  contentId: Id | null
  versionId: Id | null
  /** How many people were told, and how many were not whom it concerned. */
  told: number
  withheld: number
}

/** `GET /traces`: newest first. */
export type TraceList = Page<Trace>

/** How mail stands beside the inbox: `due` to be mailed unless it is read before, `dropped` since it was, or the mail's status. */
export const mailTraceStatuses = ['due', 'dropped', ...deliveryStatuses] as const
export type MailTraceStatus = (typeof mailTraceStatuses)[number]

export interface MailTrace {
  status: MailTraceStatus
  /** What the mail server said, or why nothing was sent. */
  note: string | null
  /** When it is due, or since when it stands like this, where that is known. */
  at: Instant | null
}

/** What was decided of one person; rights and preferences are those of then. */
export interface TraceDecision {
  personId: Id
  /** The strongest reason for which it concerned them. */
  reason: NotificationReason
  outcome: TraceOutcome
  at: Instant
  /** Null where it is not for mail, or the notification is gone. */
  mail: MailTrace | null
}

/** `GET /traces/{id}`: in the order in which it was decided. */
export interface TraceDetail extends Page<TraceDecision> {
  trace: Trace
  /** How many people each outcome was that of, whatever the page is narrowed to. */
  counts: Record<TraceOutcome, number>
}
