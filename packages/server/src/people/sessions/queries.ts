/** Reads a person's sessions. */
import { channels, type Id, type OwnSessions, type Snapshot } from '@copydesk/contract'
import { readPosition } from '../../storage/journal.ts'
import type { Tx } from '../../storage/storage.ts'
import { presentSession } from './present.ts'

/** Newest first, those that have not ended at `now`. */
export async function readSessions(
  tx: Tx,
  personId: Id,
  currentId: Id,
  now: number,
): Promise<Snapshot<OwnSessions>> {
  const rows = await tx
    .selectFrom('sessions')
    .select(['id', 'user_agent', 'created_at', 'last_seen_at'])
    .where('person_id', '=', personId)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .execute()
  return {
    data: rows.map(presentSession),
    nextCursor: null,
    currentId,
    position: await readPosition(tx, channels.person(personId)),
  }
}
