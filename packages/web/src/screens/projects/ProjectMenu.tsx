/** What can be done with a project out of its row: change, archive and delete it. */
import { ApiError, type CommandOutcome } from '@copydesk/client'
import type { Project, ProjectSummary } from '@copydesk/contract'
import { useCommands, useDesk } from '@copydesk/react'
import { Archive, ArchiveRestore, CopyPlus, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button, Dialog, IconButton, Menu, MenuItem, MenuTrigger, Popover } from '../../design/index.ts'
import { shownInPlace } from '../../frame/failure-toasts.ts'
import { useProjectEnds } from '../../projects/use-project-ends.ts'
import { type ProjectDraft, ProjectForm, type SentProject } from './ProjectForm.tsx'
import { itemCount } from './project-columns.tsx'

/** The button at the end of the row, its menu, and what the menu opens. */
export function ProjectMenu({ project }: { project: ProjectSummary }) {
  const buttonRef = useRef<HTMLButtonElement>(null)
  const [opened, setOpened] = useState<'form' | 'deletion' | null>(null)
  const close = () => setOpened(null)
  const ends = useProjectEnds()
  const isArchived = project.archivedAt !== null
  return (
    <>
      <MenuTrigger>
        <IconButton ref={buttonRef} label={`Actions for ${project.name}`} size="small" excludeFromTabOrder>
          <Ellipsis size={16} aria-hidden />
        </IconButton>
        <Menu placement="bottom end">
          {isArchived ? null : (
            <MenuItem
              label="Edit name and colour…"
              icon={<Pencil size={15} />}
              onAction={() => setOpened('form')}
            />
          )}
          <MenuItem
            label="Duplicate"
            icon={<CopyPlus size={15} />}
            onAction={() => void ends.duplicate(project)}
          />
          {isArchived ? (
            <MenuItem
              label="Reactivate"
              icon={<ArchiveRestore size={15} />}
              onAction={() => void ends.reactivate(project)}
            />
          ) : (
            <MenuItem
              label="Archive"
              icon={<Archive size={15} />}
              onAction={() => void ends.archive(project)}
            />
          )}
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
  const { api } = useDesk()
  /** What the form was filled from: only what differs from it is sent. */
  const start = useRef<Project>(project)
  const [draft, setDraft] = useState<ProjectDraft>(project)
  const send = async (body: SentProject): Promise<CommandOutcome<Project>> => {
    const outcome = await commands.changeProject(start.current, changedFields(start.current, body))
    if (outcome.ok || outcome.error.code !== 'revision_mismatch') return outcome
    shownInPlace(outcome)
    const before = start.current
    const now = await api.projects.get(project.id).catch(() => null)
    if (now === null) return outcome
    start.current = now
    const lost = collisionOf(before, now, body)
    if (lost === null) return send({ ...now, ...changedFields(before, body) })
    const error = new ApiError({
      code: 'revision_mismatch',
      status: 412,
      title: `Someone changed the ${lost} to “${now[lost]}” meanwhile`,
      remedy: 'Save again to replace it, or cancel.',
    })
    return { ok: false, commandId: outcome.commandId, error }
  }
  return (
    <ProjectForm
      draft={draft}
      onDraftChange={setDraft}
      doIt="Save"
      send={send}
      onDone={onClose}
      onCancel={onClose}
    />
  )
}

const fields = ['name', 'description', 'color'] as const

/** Only what was changed here, so that a new name does not take back someone else's new colour. */
function changedFields(start: Project, body: SentProject): Partial<SentProject> {
  return Object.fromEntries(
    fields.filter((field) => body[field] !== start[field]).map((field) => [field, body[field]]),
  )
}

/** A field that both changed to something else, if there is one. */
function collisionOf(before: Project, now: Project, body: SentProject) {
  const changed = (field: (typeof fields)[number]) =>
    body[field] !== before[field] && now[field] !== before[field] && now[field] !== body[field]
  return fields.find(changed) ?? null
}

interface DeletionProps {
  project: ProjectSummary
  isOpen: boolean
  onClose: () => void
}

/** Its comments go with it for everyone, so this asks. */
function Deletion({ project, isOpen, onClose }: DeletionProps) {
  const ends = useProjectEnds()
  const items = itemCount(project.counts)
  const remove = () => {
    onClose()
    void ends.remove(project)
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
        It can be brought back from the trash.
      </p>
    </Dialog>
  )
}
