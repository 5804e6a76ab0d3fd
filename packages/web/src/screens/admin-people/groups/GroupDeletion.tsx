/** Asks before a group is deleted. */
import type { Group } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { Button, Dialog, showToast } from '../../../design/index.ts'
import { useCommandId } from '../../../session/use-command-id.ts'
import { useSubmit } from '../../../session/use-submit.ts'
import styles from '../Lists.module.css'

export function GroupDeletion({ group: { id, name }, onClose }: { group: Group; onClose: () => void }) {
  const { api } = useDesk()
  const commandIdOf = useCommandId()
  const deletion = useSubmit(() => {
    onClose()
    showToast({ tone: 'info', title: `Deleted ${name}` })
  })
  const send = () => api.groups.remove(id, { commandId: commandIdOf({ id }) })
  return (
    <Dialog
      role="alertdialog"
      title={`Delete ${name}?`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="danger" isPending={deletion.isPending} onPress={() => deletion.submit(send)}>
            Delete
          </Button>
        </>
      }
    >
      <p>Its people stay. This cannot be undone.</p>
      <div role="alert">
        {deletion.error !== null && (
          <p className={styles.failure}>
            {deletion.error.title}. {deletion.error.remedy}
          </p>
        )}
      </div>
    </Dialog>
  )
}
