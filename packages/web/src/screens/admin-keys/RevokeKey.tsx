/** Asks before a service key is revoked: it cannot be brought back, and programs stop that use it. */
import type { ServiceKey } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { Button, cx, Dialog, showToast } from '../../design/index.ts'
import { useCommandId } from '../../session/use-command-id.ts'
import { useSubmit } from '../../session/use-submit.ts'
import styles from './AdminKeys.module.css'

export interface RevokeKeyProps {
  serviceKey: ServiceKey
  onClose: () => void
  onRevoked: () => void
}

/** A failure is told in place, where one can try again. */
export function RevokeKey({ serviceKey, onClose, onRevoked }: RevokeKeyProps) {
  const { api } = useDesk()
  const commandIdOf = useCommandId()
  const { id, name } = serviceKey
  const revoke = useSubmit(() => {
    onClose()
    onRevoked()
    showToast({ tone: 'info', title: `Revoked “${name}”` })
  })
  return (
    <Dialog
      role="alertdialog"
      title={`Revoke “${name}”?`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="danger"
            isPending={revoke.isPending}
            onPress={() => revoke.submit(() => api.keys.revoke(id, { commandId: commandIdOf({ id }) }))}
          >
            Revoke key
          </Button>
        </>
      }
    >
      <p>Programs that use this key are refused from now on. This cannot be undone.</p>
      <div role="alert">
        {revoke.error !== null && (
          <p className={cx(styles.failure)}>
            {revoke.error.title}. {revoke.error.remedy}
          </p>
        )}
      </div>
    </Dialog>
  )
}
