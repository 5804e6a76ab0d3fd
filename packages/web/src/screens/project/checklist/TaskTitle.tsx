/** The title of a task, which becomes a field to edit it. Enter or leaving it saves, Escape takes it back. */
import type { Task } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { focusWhenFree } from '../../../browser/focus-when-free.ts'
import { cx } from '../../../design/index.ts'
import styles from './Checklist.module.css'

export interface TaskTitleProps {
  task: Task
  isEditing: boolean
  /** Null where the person may not. */
  onEdit: (() => void) | null
  onClose: () => void
}

export function TaskTitle({ task, isEditing, onEdit, onClose }: TaskTitleProps) {
  const look = cx(styles.title, task.done !== null && styles.isDone)
  if (isEditing && onEdit !== null) return <TitleField task={task} onClose={onClose} />
  const title = <span dir="auto">{task.title}</span>
  if (onEdit === null) return <span className={look}>{title}</span>
  return (
    <AriaButton className={look} onPress={onEdit}>
      {title}
    </AriaButton>
  )
}

/** Once, as it comes. */
const focusedFirst = (field: HTMLInputElement) => focusWhenFree(field)

function TitleField({ task, onClose }: Pick<TaskTitleProps, 'task' | 'onClose'>) {
  const commands = useCommands()
  const [title, setTitle] = useState(task.title)
  /** Leaving the field also happens when it goes away; that must not save a second time. */
  const isDone = useRef(false)
  const finish = (isSaving: boolean) => {
    if (isDone.current) return
    isDone.current = true
    const next = title.trim()
    if (isSaving && next !== '' && next !== task.title) void commands.changeTask(task, { title: next })
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.key !== 'Enter' && event.key !== 'Escape') || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    finish(event.key === 'Enter')
  }
  return (
    <input
      ref={focusedFirst}
      dir="auto"
      aria-label="Title of the task"
      value={title}
      maxLength={300}
      className={styles.field}
      onChange={(event) => setTitle(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => finish(true)}
    />
  )
}
