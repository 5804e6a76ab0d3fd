/** A row of invitations as administrators see it: never with the hash. */
import type { Invitation } from '@copydesk/contract'
import { instant, instantOrNull } from '../../command/command.ts'
import type { Row } from '../../storage/schema.ts'

export function presentInvitation(row: Row<'invitations'>): Invitation {
  return {
    id: row.id,
    revision: row.revision,
    label: row.label,
    role: row.role,
    createdBy: { id: row.created_by_id, kind: row.created_by_kind },
    createdAt: instant(row.created_at),
    expiresAt: instant(row.expires_at),
    acceptedAt: instantOrNull(row.accepted_at),
    acceptedBy: row.accepted_by_id,
    revokedAt: instantOrNull(row.revoked_at),
  }
}
