/** The invitations: those that are open first, then what became of the others. */
import type { Invitation } from '@copydesk/contract'
import { useInvitations } from '@copydesk/react'
import { MailPlus } from 'lucide-react'
import { EmptyState, ErrorState, RowList, ScrollArea, SkeletonRows } from '../../../design/index.ts'
import { InvitationRow } from './InvitationRow.tsx'

export function InvitationsTab() {
  const invitations = useInvitations()
  if (invitations.status === 'error') {
    return <ErrorState error={invitations.error} onRetry={() => void invitations.refresh()} />
  }
  const rows = invitations.data?.data
  if (rows === undefined) return <SkeletonRows label="Loading the invitations" count={4} />
  if (rows.length === 0) {
    return (
      <EmptyState icon={<MailPlus size={20} />} title="Nobody is invited">
        Make a link and send it to somebody: it lets one person in, once.
      </EmptyState>
    )
  }
  const now = Date.now()
  return (
    <ScrollArea>
      <RowList label="Invitations">
        {[...rows.filter((row) => isOpen(row, now)), ...rows.filter((row) => !isOpen(row, now))].map(
          (row) => (
            <InvitationRow key={row.id} invitation={row} isOpen={isOpen(row, now)} />
          ),
        )}
      </RowList>
    </ScrollArea>
  )
}

function isOpen({ acceptedAt, revokedAt, expiresAt }: Invitation, now: number): boolean {
  return acceptedAt === null && revokedAt === null && Date.parse(expiresAt) > now
}
