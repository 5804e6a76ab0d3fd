/** Reads service keys: the list for administrators, and the one that a request came with. */
import type { ServiceKeyList } from '@copydesk/contract'
import type { Tx } from '../../storage/storage.ts'
import { keyColumns, presentKey } from './present.ts'

/** Newest first. There are as many as an administrator made by hand, so they come as a whole. */
export async function readKeys(tx: Tx): Promise<ServiceKeyList> {
  const rows = await tx.selectFrom('service_keys').select(keyColumns).orderBy('id', 'desc').execute()
  return { data: rows.map(presentKey), nextCursor: null }
}

/** The keys that are worth something at `now`. */
export function selectValidKeys(tx: Tx, now: number) {
  return tx
    .selectFrom('service_keys')
    .select(['id', 'name', 'scopes', 'last_used_at'])
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
}
