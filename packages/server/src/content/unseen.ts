/**
 * Which versions private projects keep to their members, and were kept since anybody else heard of them. What happens to
 * these changes nothing for everybody else, who is told nothing of it, not even that something happened.
 */
import type { Id } from '@copydesk/contract'
import { hiddenAmong, noSight } from '../projects/members/sight.ts'
import { chunks, selectInChunks } from '../storage/chunks.ts'
import type { Tx } from '../storage/storage.ts'

/** Those of these versions. What was hidden just now is none of them: everybody saw it until now. */
export async function unseenAmong(tx: Tx, versionIds: readonly Id[]): Promise<Set<Id>> {
  const hidden = await hiddenAmong(tx, versionIds, noSight)
  return new Set(await selectBySeen(tx, [...hidden], 0))
}

/** As `unseenAmong`, for who tells everybody of the others: from now on it counts as known how these are now. */
export async function unseenOnceTold(tx: Tx, versionIds: readonly Id[]): Promise<Set<Id>> {
  const hidden = await hiddenAmong(tx, versionIds, noSight)
  const unseen = new Set(await selectBySeen(tx, [...hidden], 0))
  const shown = versionIds.filter((id) => !hidden.has(id))
  await setSeen(tx, await selectBySeen(tx, shown, 0), 1)
  await setSeen(
    tx,
    [...hidden].filter((id) => !unseen.has(id)),
    0,
  )
  return unseen
}

async function selectBySeen(tx: Tx, ids: readonly Id[], seen: 0 | 1): Promise<Id[]> {
  const rows = await selectInChunks(ids, (chunk) =>
    tx.selectFrom('versions').select('id').where('id', 'in', chunk).where('seen_by_all', '=', seen).execute(),
  )
  return rows.map(({ id }) => id)
}

async function setSeen(tx: Tx, ids: readonly Id[], seen: 0 | 1): Promise<void> {
  for (const chunk of chunks(ids)) {
    await tx.updateTable('versions').set({ seen_by_all: seen }).where('id', 'in', chunk).execute()
  }
}
