/** What else can be done with the project: copy its address, delete it. */
import type { Project } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Ellipsis, Link2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Button, Dialog, IconButton, Menu, MenuItem, MenuTrigger, showToast } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'

export interface ProjectMenuProps {
  project: Project
  itemCount: number
  mayDelete: boolean
}

export function ProjectMenu({ project, itemCount, mayDelete }: ProjectMenuProps) {
  const [isAsking, setAsking] = useState(false)
  const copy = () => {
    const address = new URL(paths.project(project.id), window.location.href).href
    navigator.clipboard?.writeText(address).then(
      () => showToast({ tone: 'info', title: 'Link copied' }),
      () => showToast({ tone: 'error', title: 'The browser did not allow copying the link' }),
    )
  }
  return (
    <>
      <MenuTrigger>
        <IconButton label="More about this project">
          <Ellipsis size={16} aria-hidden />
        </IconButton>
        <Menu placement="bottom end" aria-label="Project">
          <MenuItem label="Copy link" icon={<Link2 size={15} />} onAction={copy} />
          {mayDelete ? (
            <MenuItem
              label="Delete project…"
              icon={<Trash2 size={15} />}
              tone="danger"
              onAction={() => setAsking(true)}
            />
          ) : null}
        </Menu>
      </MenuTrigger>
      <Deletion project={project} itemCount={itemCount} isOpen={isAsking} onClose={() => setAsking(false)} />
    </>
  )
}

interface DeletionProps {
  project: Project
  itemCount: number
  isOpen: boolean
  onClose: () => void
}

/** A deleted project cannot be brought back, so this asks. Then it leaves at once; a failure is told where one is. */
function Deletion({ project, itemCount, isOpen, onClose }: DeletionProps) {
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
      isOpen={isOpen}
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
