/** One invitation: for whom, what became of it, and the button that takes it back. */
import type { Invitation } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { Badge, Button, RelativeTime, showToast } from '../../../design/index.ts'
import { roleNames } from '../../../people/role-names.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import { useCommandId } from '../../../session/use-command-id.ts'
import { useSubmit } from '../../../session/use-submit.ts'
import styles from '../Lists.module.css'

export function InvitationRow({ invitation, isOpen }: { invitation: Invitation; isOpen: boolean }) {
  const { api } = useDesk()
  const nameOf = useNameOf()
  const commandIdOf = useCommandId()
  const { id, label, role, createdBy, createdAt, expiresAt, acceptedBy, revokedAt } = invitation
  const name = label === '' ? 'Somebody' : label
  const revoke = useSubmit(() => showToast({ tone: 'info', title: `Took the invitation of ${name} back` }))
  const end = acceptedBy !== null ? 'Used' : revokedAt !== null ? 'Taken back' : 'Expired'
  return (
    <li aria-label={name} className={styles.row}>
      <div>
        <p className={styles.head}>
          <bdi className={styles.name}>{name}</bdi> as {roleNames[role].toLowerCase()}
          {!isOpen && <Badge>{end}</Badge>}
        </p>
        <p className={styles.facts}>
          {isOpen && (
            <span>
              Expires <RelativeTime at={expiresAt} />
            </span>
          )}
          {acceptedBy !== null && (
            <span>
              <bdi>{nameOf({ id: acceptedBy, kind: 'person' })}</bdi> came
            </span>
          )}
          <span>
            Invited by <bdi>{nameOf(createdBy)}</bdi>, <RelativeTime at={createdAt} />
          </span>
        </p>
        <div role="alert">
          {revoke.error !== null && <p className={styles.failure}>{revoke.error.title}.</p>}
        </div>
      </div>
      {isOpen && (
        <Button
          size="small"
          aria-label={`Take back the invitation of ${name}`}
          isPending={revoke.isPending}
          onPress={() => revoke.submit(() => api.invitations.revoke(id, { commandId: commandIdOf({ id }) }))}
        >
          Take back
        </Button>
      )}
    </li>
  )
}
