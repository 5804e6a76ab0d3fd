/** Asks before a project is deleted: its comments go with it for everyone. */
import type { Project } from '@copydesk/contract'
import { useNavigate } from 'react-router'
import { Button, Dialog } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { useProjectEnds } from '../../../projects/use-project-ends.ts'

export interface ProjectDeletionProps {
  project: Project
  itemCount: number
  onClose: () => void
}

/** After the yes it leaves the project at once; a failure is told where one is then. */
export function ProjectDeletion({ project, itemCount, onClose }: ProjectDeletionProps) {
  const ends = useProjectEnds()
  const navigate = useNavigate()
  const remove = async () => {
    onClose()
    await navigate(paths.projects())
    await ends.remove(project)
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
        The comments go with the project, for everyone. It can be brought back from the trash.
      </p>
    </Dialog>
  )
}
