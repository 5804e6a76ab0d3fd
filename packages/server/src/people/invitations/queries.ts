/** Reads invitations: the list for administrators, and the one that a link stands for. */
import {
  channels,
  type Id,
  type Invitations,
  may,
  type OpenInvitation,
  type Snapshot,
} from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { hashInvitationToken } from './invitation-token.ts'
import { presentInvitation } from './present.ts'

/** Enough for all that are open, and for what became of the latest others. */
const shown = 200

/** Newest first, told on in the own channel of whoever asks. */
export async function readInvitations(tx: Tx, viewerId: Id): Promise<Snapshot<Invitations>> {
  const rows = await tx.selectFrom('invitations').selectAll().orderBy('id', 'desc').limit(shown).execute()
  return {
    data: rows.map(presentInvitation),
    nextCursor: null,
    position: await readPosition(tx, channels.person(viewerId)),
  }
}

/** The invitation of a token with whoever made it. Throws what became of it where it lets nobody in. */
export async function findOpen(
  tx: Tx,
  token: string,
  now: number,
): Promise<{ row: Row<'invitations'>; invitedBy: string }> {
  const row = await tx
    .selectFrom('invitations')
    .selectAll()
    .where('token_hash', '=', hashInvitationToken(token))
    .executeTakeFirst()
  if (!row) throw new Refusal('invitation_unknown')
  if (row.accepted_at !== null) throw new Refusal('invitation_used')
  if (row.revoked_at !== null) throw new Refusal('invitation_revoked')
  if (row.expires_at <= now) throw new Refusal('invitation_expired')
  const host = await tx
    .selectFrom('people')
    .select(['name', 'role'])
    .where('id', '=', row.created_by_id)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  // Whoever may let nobody in any more has not left a door open.
  if (!host || !may(host.role, 'people.manage')) throw new Refusal('invitation_revoked')
  return { row, invitedBy: host.name }
}

/** What somebody sees of it who has the link. */
export async function readOpen(tx: Tx, token: string, now: number): Promise<OpenInvitation> {
  const { row, invitedBy } = await findOpen(tx, token, now)
  return { role: row.role, invitedBy, expiresAt: instant(row.expires_at) }
}
