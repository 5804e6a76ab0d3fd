/** The button that adds content to the project: a search in a popover, and a form for content that is not there yet. */
import type { Id } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button, cx, Popover, PopoverTrigger } from '../../../design/index.ts'
import { NewContentForm } from '../../content/NewContentForm.tsx'
import { AddContentSearch } from './AddContentSearch.tsx'
import styles from './Items.module.css'

export interface AddContentProps {
  projectId: Id
  /** Shows what was created. */
  onCreated: (itemId: Id) => void
}

export function AddContent({ projectId, onCreated }: AddContentProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <PopoverTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button icon={<Plus size={15} aria-hidden />}>
        <span className={cx(styles.word)}>Add content</span>
      </Button>
      <Popover label="Add content" placement="bottom end" isFlush>
        <AddContentSteps projectId={projectId} onCreated={onCreated} onClose={() => setOpen(false)} />
      </Popover>
    </PopoverTrigger>
  )
}

function AddContentSteps({ projectId, onCreated, onClose }: AddContentProps & { onClose: () => void }) {
  const commands = useCommands()
  /** The title to begin with once one decided to create; null while one searches. */
  const [newTitle, setNewTitle] = useState<string | null>(null)
  if (newTitle === null) return <AddContentSearch projectId={projectId} onCreate={setNewTitle} />
  return (
    <NewContentForm
      title={newTitle}
      sendLabel="Create and add"
      onCancel={() => setNewTitle(null)}
      onCreated={async ({ content, version }) => {
        const added = await commands.addItems(projectId, [{ contentId: content.id, versionId: version.id }])
        onClose()
        const item = added.ok ? added.value?.data[0] : undefined
        if (item !== undefined) onCreated(item.id)
      }}
    />
  )
}
