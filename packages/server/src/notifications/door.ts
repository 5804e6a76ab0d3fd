/**
 * The one way into inboxes: whoever writes or counts a person's notifications locks the person first. Nobody enters
 * anybody else's; the system enters many at once.
 */
import type { Id } from '@copydesk/contract'
import { lockRows } from '../storage/lock.ts'
import type { Tx } from '../storage/storage.ts'

/** Locks one's own inbox. */
export async function enterInbox(tx: Tx, personId: Id): Promise<void> {
  await lockRows(tx, 'people', [personId])
}

/** Locks these inboxes; gives those that are somebody's. */
export async function enterInboxes(tx: Tx, personIds: readonly Id[]): Promise<Set<Id>> {
  const people = await lockRows(tx, 'people', personIds)
  return new Set(people.map(({ id }) => id))
}
