/**
 * Before publishing: what goes live and what is taken down, what keeps it from happening, and a note that says why.
 * What is in the way is asked of the server each time an item or a task changes; what counts is what it says when publishing.
 */
import type { Id, ProjectItem, Publish } from '@copydesk/contract'
import { useState } from 'react'
import { Button, Dialog, TextArea } from '../../../design/index.ts'
import { ReferenceWarnings } from '../../../projects/ReferenceWarnings.tsx'
import { BlockerList } from './BlockerList.tsx'
import styles from './Header.module.css'
import { sayPlan } from './publish-outcome.ts'
import { publishable } from './publishing.ts'
import { useBlockers } from './use-blockers.ts'

export interface PublishDialogProps {
  projectId: Id
  items: readonly ProjectItem[]
  onPublish: (mode: Publish['mode'], note: string) => void
  /** Goes on to choosing a time instead. */
  onSchedule: () => void
  onClose: () => void
}

export function PublishDialog({ projectId, items, onPublish, onSchedule, onClose }: PublishDialogProps) {
  const [note, setNote] = useState('')
  const found = useBlockers(projectId, items)
  const { open, ready } = publishable(items)
  const publish = (mode: Publish['mode']) => {
    onClose()
    onPublish(mode, note.trim())
  }
  return (
    <Dialog
      title="Publish"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button isDisabled={open === 0} onPress={onSchedule}>
            Schedule…
          </Button>
          {ready > 0 && ready < open && (
            <Button onPress={() => publish('ready')}>Publish the {ready} ready</Button>
          )}
          <Button variant="primary" isDisabled={open === 0 || ready < open} onPress={() => publish('all')}>
            Publish all
          </Button>
        </>
      }
    >
      <p>{sayPlan(items)}</p>
      {found !== null && found.data.length > 0 && (
        <section aria-label="In the way" className={styles.inTheWay}>
          <BlockerList projectId={projectId} blockers={found.data} items={items} onLeave={onClose} />
        </section>
      )}
      {found !== null && <ReferenceWarnings warnings={found.warnings} isOfMany onLeave={onClose} />}
      <TextArea label="Why? (kept with the release)" value={note} onChange={setNote} maxLength={1000} />
    </Dialog>
  )
}
