/** A row of service keys as administrators see it: never with the hash. */
import type { KeyScope, ServiceKey } from '@copydesk/contract'
import { instant, instantOrNull } from '../../command/command.ts'
import type { Row } from '../../storage/schema.ts'

export function presentKey(row: Omit<Row<'service_keys'>, 'key_hash'>): ServiceKey {
  return {
    id: row.id,
    revision: row.revision,
    name: row.name,
    prefix: row.prefix,
    scopes: scopesOf(row),
    createdBy: { id: row.created_by_id, kind: row.created_by_kind },
    createdAt: instant(row.created_at),
    expiresAt: instantOrNull(row.expires_at),
    lastUsedAt: instantOrNull(row.last_used_at),
    revokedAt: instantOrNull(row.revoked_at),
  }
}

/** The columns that `presentKey` needs. */
export const keyColumns = [
  'id',
  'revision',
  'name',
  'prefix',
  'scopes',
  'created_by_id',
  'created_by_kind',
  'created_at',
  'expires_at',
  'last_used_at',
  'revoked_at',
] as const

export function scopesOf({ scopes }: Pick<Row<'service_keys'>, 'scopes'>): KeyScope[] {
  return JSON.parse(scopes)
}
