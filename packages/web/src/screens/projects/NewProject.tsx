/** The button that creates a project, with its form in a popover; the new project opens at once. */
import type { ProjectSummary } from '@copydesk/contract'
import { projectColors } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Button, Popover, PopoverTrigger } from '../../design/index.ts'
import { paths } from '../../paths.ts'
import { type ProjectDraft, ProjectForm } from './ProjectForm.tsx'

/** The colour that the fewest projects have comes first. */
export function NewProject({ projects }: { projects: readonly ProjectSummary[] }) {
  const [isOpen, setOpen] = useState(false)
  /** Kept when the popover closes by itself or by Escape, until it is sent or cancelled. */
  const [draft, setDraft] = useState<ProjectDraft | null>(null)
  const close = () => {
    setOpen(false)
    setDraft(null)
  }
  const commands = useCommands()
  const navigate = useNavigate()
  const uses = (color: string) => projects.filter((project) => project.color === color).length
  const color = [...projectColors].sort((left, right) => uses(left) - uses(right))[0] ?? 'blue'
  return (
    <PopoverTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button variant="primary" icon={<Plus size={15} aria-hidden />}>
        New project
      </Button>
      <Popover label="New project" placement="bottom end">
        <ProjectForm
          draft={draft ?? { name: '', description: '', color }}
          onDraftChange={setDraft}
          doIt="Create project"
          send={commands.createProject}
          onDone={(project) => {
            close()
            if (project !== undefined) void navigate(paths.project(project.id))
          }}
          onCancel={close}
        />
      </Popover>
    </PopoverTrigger>
  )
}
