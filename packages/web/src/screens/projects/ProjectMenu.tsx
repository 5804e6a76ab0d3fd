/** What can be done with a project out of its row: change it, delete it. */
import type { CreateProject, ProjectSummary } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button, Dialog, IconButton, Menu, MenuItem, MenuTrigger, Popover } from '../../design/index.ts'
import { type ProjectDraft, ProjectForm } from './ProjectForm.tsx'
import { itemCount } from './project-columns.tsx'

/** The button at the end of the row, its menu, and what the menu opens. */
export function ProjectMenu({ project }: { project: ProjectSummary }) {
  const buttonRef = useRef<HTMLButtonElement>(null)
  const [opened, setOpened] = useState<'form' | 'deletion' | null>(null)
  const close = () => setOpened(null)
  return (
    <>
      <MenuTrigger>
        <IconButton ref={buttonRef} label={`Actions for ${project.name}`} size="small" excludeFromTabOrder>
          <Ellipsis size={16} aria-hidden />
        </IconButton>
        <Menu placement="bottom end">
          <MenuItem
            label="Edit name and colour…"
            icon={<Pencil size={15} />}
            onAction={() => setOpened('form')}
          />
          <MenuItem
            label="Delete…"
            tone="danger"
            icon={<Trash2 size={15} />}
            onAction={() => setOpened('deletion')}
          />
        </Menu>
      </MenuTrigger>
      <Popover
        label={`Edit ${project.name}`}
        triggerRef={buttonRef}
        placement="bottom end"
        isOpen={opened === 'form'}
        onOpenChange={(isOpen) => setOpened(isOpen ? 'form' : null)}
      >
        <ChangeForm project={project} onClose={close} />
      </Popover>
      <Deletion project={project} isOpen={opened === 'deletion'} onClose={close} />
    </>
  )
}

function ChangeForm({ project, onClose }: { project: ProjectSummary; onClose: () => void }) {
  const commands = useCommands()
  const [start] = useState(project)
  const [draft, setDraft] = useState<ProjectDraft>(project)
  // Only what was changed here is sent, so that a new name does not take back someone else's new colour.
  const changed = (body: Required<CreateProject>) => ({
    ...(body.name === start.name ? {} : { name: body.name }),
    ...(body.description === start.description ? {} : { description: body.description }),
    ...(body.color === start.color ? {} : { color: body.color }),
  })
  return (
    <ProjectForm
      draft={draft}
      onDraftChange={setDraft}
      doIt="Save"
      send={(body) => commands.changeProject(project, changed(body))}
      onDone={onClose}
      onCancel={onClose}
    />
  )
}

interface DeletionProps {
  project: ProjectSummary
  isOpen: boolean
  onClose: () => void
}

/** A project cannot be brought back, so this asks. */
function Deletion({ project, isOpen, onClose }: DeletionProps) {
  const commands = useCommands()
  const items = itemCount(project.counts)
  const remove = () => {
    onClose()
    void commands.deleteProject(project.id)
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
          <Button variant="danger" onPress={remove}>
            Delete project
          </Button>
        </>
      }
    >
      <p>
        {items > 0 && `Its ${items === 1 ? 'item stays' : `${items} items stay`} in the content list. `}
        {project.commentCount > 0 &&
          `Its ${project.commentCount === 1 ? 'comment is' : `${project.commentCount} comments are`} deleted with it. `}
        This cannot be undone.
      </p>
    </Dialog>
  )
}
