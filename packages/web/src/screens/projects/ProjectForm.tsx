/** Name, description and colour of a project, in a popover: to create one and to change one. */
import type { CommandOutcome } from '@copydesk/client'
import type { CreateProject, Project, ProjectColor } from '@copydesk/contract'
import { type ReactNode, useState } from 'react'
import { Button, ProjectColorPicker, TextArea, TextField } from '../../design/index.ts'
import { shownInPlace } from '../../frame/failure-toasts.ts'
import { useCommandId } from '../../session/use-command-id.ts'
import styles from './Projects.module.css'

export interface ProjectDraft {
  name: string
  description: string
  color: ProjectColor
}

export type SentProject = Required<Omit<CreateProject, 'visibility'>>

export interface ProjectFormProps {
  /** What is typed; whoever holds it decides how long it is kept. */
  draft: ProjectDraft
  onDraftChange: (draft: ProjectDraft) => void
  /** The word on the button: "Create project". */
  doIt: string
  send: (body: SentProject, commandId: string) => Promise<CommandOutcome<Project>>
  /** After success, with what the server made, if its answer came. */
  onDone: (project: Project | undefined) => void
  onCancel: () => void
  /** What else is chosen. */
  children?: ReactNode
}

/** Keeps what was typed when the server refuses or cannot be reached. */
export function ProjectForm({
  draft,
  onDraftChange,
  doIt,
  send,
  onDone,
  onCancel,
  children,
}: ProjectFormProps) {
  const { name, description, color } = draft
  const change = (part: Partial<ProjectDraft>) => onDraftChange({ ...draft, ...part })
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const commandIdOf = useCommandId()
  const [nameError, setNameError] = useState<string | null>(null)

  const submit = async () => {
    if (isPending) return
    setFailure(null)
    setNameError(name.trim() === '' ? 'Give the project a name.' : null)
    if (name.trim() === '') return
    setPending(true)
    const body = { name: name.trim(), description: description.trim(), color }
    const outcome = await send(body, commandIdOf(body))
    setPending(false)
    if (outcome.ok) return onDone(outcome.value)
    shownInPlace(outcome)
    const { error } = outcome
    setFailure(error.errors[0]?.message ?? `${error.title}. ${error.remedy}`)
  }

  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextField
        label="Name"
        value={name}
        onChange={(name) => change({ name })}
        error={nameError}
        maxLength={200}
        autoFocus
      />
      <TextArea
        label="Description"
        value={description}
        onChange={(description) => change({ description })}
        maxLength={5000}
      />
      <ProjectColorPicker value={color} onChange={(color) => change({ color })} />
      {children}
      <div role="alert">{failure !== null && <p className={styles.failure}>{failure}</p>}</div>
      <div className={styles.actions}>
        <Button variant="quiet" onPress={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          {doIt}
        </Button>
      </div>
    </form>
  )
}
