/** Asks before something is deleted for good: that cannot be undone. */
import type { TrashEntry } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Button, Dialog } from '../../design/index.ts'
import { useLast } from '../../frame/use-last.ts'

export function Purge({ entry, onClose }: { entry: TrashEntry | null; onClose: () => void }) {
  const commands = useCommands()
  // The words stay while the dialog goes.
  const shown = useLast(entry ?? undefined)
  const purge = () => {
    onClose()
    if (entry !== null) void commands.purge(entry)
  }
  return (
    <Dialog
      role="alertdialog"
      title={`Delete “${shown?.title ?? ''}” for good?`}
      isOpen={entry !== null}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="danger" onPress={purge}>
            Delete for good
          </Button>
        </>
      }
    >
      <p>
        {shown?.kind === 'project'
          ? 'Its comments, checklist and activity are gone then, for everybody. Its content stays.'
          : 'Its texts, in all languages and versions, are gone then, for everybody.'}{' '}
        This cannot be undone.
      </p>
    </Dialog>
  )
}
