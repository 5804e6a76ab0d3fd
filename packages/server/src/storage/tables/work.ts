/** Work that is still to be done, and commands that were answered. */
import type { Actor } from '@copydesk/contract'
import type { Generated } from 'kysely'

/** Work that follows from a change, written in its transaction and carried out by `jobs/`. Done entries are gone. */
export interface OutboxTable {
  id: string
  /** The name of the work. */
  topic: string
  /** JSON. */
  payload: string
  /** Unique within the topic: one entry under a key is pending at most. */
  key: Generated<string | null>
  /** In whose name it is done; null: the system's. */
  actor_id: Generated<string | null>
  actor_kind: Generated<Actor['kind'] | null>
  created_at: number
  /** Not before this instant; pushed back after a failure. */
  due_at: number
  /** 1 where an instant was asked for; 0 where `due_at` only is the end of a short wait. */
  timed: Generated<0 | 1>
  attempts: number
  /** Of the node that is at it, for work outside of transactions; null: free. */
  lease: Generated<string | null>
  /** Why the last attempt failed. */
  last_error: Generated<string | null>
}

/** Entries of the outbox that failed at their last attempt, until somebody has them tried again. */
export interface FailedWorkTable {
  id: string
  topic: string
  payload: string
  key: string | null
  actor_id: string | null
  actor_kind: Actor['kind'] | null
  created_at: number
  failed_at: number
  attempts: number
  error: string
}

/** A row per name of work: whichever node has it locked is carrying out a batch of it. */
export interface WorkLocksTable {
  name: string
}

export interface IdempotencyKeysTable {
  person_id: string
  key: string
  request_hash: string
  status: number
  body: string
  created_at: number
}

export interface WorkTables {
  outbox: OutboxTable
  failed_work: FailedWorkTable
  work_locks: WorkLocksTable
  idempotency_keys: IdempotencyKeysTable
}
