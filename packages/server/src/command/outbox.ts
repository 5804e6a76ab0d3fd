/** The outbox: work that follows from a change, written in its transaction. `jobs/` carries it out. */
import type { Id } from '@copydesk/contract'
import type { Tx } from '../storage/storage.ts'

/** Every kind of work, with its payload. */
export interface OutboxTopics {
  /** People are to be told of an event. */
  notify: NotifyPayload
  /** Words of a comment that was edited or deleted are to go from wherever they were repeated. */
  redact: { commentId: Id }
  /** The counts of a project in the list of projects are to be published. */
  count: { projectId: Id }
}

/** What people may have to be told of; `eventId` is the event that says it live. */
export type NotifyPayload =
  | { kind: 'comment.created'; eventId: Id; actorId: Id; commentId: Id }
  /** An edit mentioned these people for the first time; ids as typed, so some may be nobody's. */
  | { kind: 'comment.mentioned'; eventId: Id; actorId: Id; commentId: Id; personIds: Id[] }
  | {
      kind: 'item.status_changed'
      eventId: Id
      actorId: Id
      projectId: Id
      items: { itemId: Id; from: string; to: string }[]
      /** Why they were rejected. */
      reason?: string | undefined
    }
  | { kind: 'item.assigned'; eventId: Id; actorId: Id; projectId: Id; itemIds: Id[]; assigneeId: Id }
  | { kind: 'project.published'; eventId: Id; actorId: Id; projectId: Id; itemIds: Id[] }

/** A piece of work on its way into the outbox. */
export type OutboxEntry = {
  [Topic in keyof OutboxTopics]: { topic: Topic; payload: OutboxTopics[Topic] }
}[keyof OutboxTopics]

/** How long work waits, so that what comes in the meantime is done with it. Counts follow within a second. */
const delayMs: Record<keyof OutboxTopics, number> = { notify: 0, redact: 0, count: 250 }

/** Adds work to the outbox. */
export async function enqueue(
  tx: Tx,
  entries: readonly OutboxEntry[],
  now: number,
  newId: () => Id,
): Promise<void> {
  if (entries.length === 0) return
  await tx
    .insertInto('outbox')
    .values(
      entries.map((entry) => ({
        id: newId(),
        topic: entry.topic,
        payload: JSON.stringify(entry.payload),
        created_at: now,
        due_at: now + delayMs[entry.topic],
        attempts: 0,
      })),
    )
    .execute()
}
