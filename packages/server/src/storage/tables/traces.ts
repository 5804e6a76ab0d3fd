/** What was decided of events: who was told, and who was not. */
import type { Actor, NotificationKind } from '@copydesk/contract'

export interface TracesTable {
  id: string
  event_id: string
  /** What is told once: a comment, or the event. */
  subject_id: string
  kind: NotificationKind
  actor_id: string
  actor_kind: Actor['kind']
  project_id: string | null
  item_id: string | null
  comment_id: string | null
  content_id: string | null
  version_id: string | null
  at: number
}

/** Of the people of one transaction. */
export interface TracePartsTable {
  id: string
  trace_id: string
  told: number
  withheld: number
  /** JSON: of each person id, reason and outcome. */
  decisions: string
  at: number
}

export interface TraceTables {
  traces: TracesTable
  trace_parts: TracePartsTable
}
