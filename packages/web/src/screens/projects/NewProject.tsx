/** The button that creates a project, with its form in a popover; the new project opens at once. */
import type { ProjectColor, ProjectSummary } from '@copydesk/contract'
import { projectColors } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Button, Popover, PopoverTrigger, Switch } from '../../design/index.ts'
import { paths } from '../../paths.ts'
import { useFormDraft } from '../../unsaved/use-form-draft.ts'
import { type ProjectDraft, ProjectForm } from './ProjectForm.tsx'

/** The colour that the fewest projects have comes first. */
export function NewProject({ projects }: { projects: readonly ProjectSummary[] }) {
  const [isOpen, setOpen] = useState(false)
  const uses = (color: string) => projects.filter((project) => project.color === color).length
  const color = [...projectColors].sort((left, right) => uses(left) - uses(right))[0] ?? 'blue'
  return (
    <PopoverTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button variant="primary" icon={<Plus size={15} aria-hidden />}>
        New project
      </Button>
      <Popover label="New project" placement="bottom end">
        <NewProjectForm firstColor={color} onClose={() => setOpen(false)} />
      </Popover>
    </PopoverTrigger>
  )
}

const subject = { kind: 'form', form: 'new_project' } as const

/** Its words are kept when the popover closes by itself, until they are sent or cancelled. */
function NewProjectForm({ firstColor, onClose }: { firstColor: ProjectColor; onClose: () => void }) {
  const commands = useCommands()
  const navigate = useNavigate()
  const [color, setColor] = useState(firstColor)
  const [isPrivate, setPrivate] = useState(false)
  const draft = useFormDraft(subject, 'New project', { name: '', description: '' })
  const { name = '', description = '' } = draft.fields
  const change = ({ color: chosen, ...words }: ProjectDraft) => {
    setColor(chosen)
    draft.change(words)
  }
  const done = () => {
    draft.forget()
    onClose()
  }
  return (
    <ProjectForm
      draft={{ name, description, color }}
      onDraftChange={change}
      doIt="Create project"
      send={(body, id) =>
        commands.createProject({ ...body, visibility: isPrivate ? 'private' : 'public' }, id)
      }
      onDone={(project) => {
        done()
        if (project !== undefined) void navigate(paths.project(project.id))
      }}
      onCancel={done}
    >
      <Switch
        label="Private"
        description="Only people whom you let in see it, and the drafts that it holds."
        isSelected={isPrivate}
        onChange={setPrivate}
      />
    </ProjectForm>
  )
}
