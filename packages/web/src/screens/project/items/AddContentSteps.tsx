/** What the popover to add content shows: the search, or the form for content that is not there yet. */
import type { Id } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { useState } from 'react'
import { NewContentForm } from '../../../content/NewContentForm.tsx'
import { AddContentSearch } from './AddContentSearch.tsx'

export interface AddContentStepsProps {
  projectId: Id
  /** Shows what was created. */
  onCreated: (itemId: Id) => void
  onClose: () => void
}

export function AddContentSteps({ projectId, onCreated, onClose }: AddContentStepsProps) {
  const commands = useCommands()
  /** The title to begin with once one decided to create; null while one searches. */
  const [newTitle, setNewTitle] = useState<string | null>(null)
  if (newTitle === null) return <AddContentSearch projectId={projectId} onCreate={setNewTitle} />
  return (
    <NewContentForm
      title={newTitle}
      addTo={projectId}
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
