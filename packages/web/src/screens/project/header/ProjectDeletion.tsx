/** Asks before a project is deleted: it cannot be brought back. */
import type { Project } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { useNavigate } from 'react-router'
import { Button, Dialog, showToast } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'

export interface ProjectDeletionProps {
  project: Project
  itemCount: number
  onClose: () => void
}

/** After the yes it leaves the project at once; a failure is told where one is then. */
export function ProjectDeletion({ project, itemCount, onClose }: ProjectDeletionProps) {
  const commands = useCommands()
  const navigate = useNavigate()
  const remove = async () => {
    onClose()
    await navigate(paths.projects())
    const outcome = await commands.deleteProject(project.id)
    if (outcome.ok) showToast({ tone: 'info', title: `Deleted “${project.name}”` })
  }
  return (
    <Dialog
      role="alertdialog"
      title={`Delete “${project.name}”?`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="danger" onPress={() => void remove()}>
            Delete project
          </Button>
        </>
      }
    >
      <p>
        {itemCount > 0 &&
          `Its ${itemCount === 1 ? 'item stays' : `${itemCount} items stay`} in the content list. `}
        The comments go with the project, for everyone. This cannot be undone.
      </p>
    </Dialog>
  )
}
