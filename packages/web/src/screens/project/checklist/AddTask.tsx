/** The line at the end of a checklist in which one writes the next task; it stays for another one. */
import type { Id } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Plus } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { shownInPlace } from '../../../frame/failure-toasts.ts'
import styles from './Checklist.module.css'

export interface AddTaskProps {
  projectId: Id
  /** The item that it is about; null: the project as a whole. */
  itemId: Id | null
}

export function AddTask({ projectId, itemId }: AddTaskProps) {
  const commands = useCommands()
  const [title, setTitle] = useState('')
  const [error, setError] = useState<string | null>(null)
  const sending = useRef(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const wanted = title.trim()
    if (wanted === '' || sending.current) return
    sending.current = true
    const outcome = await commands.addTask(projectId, { title: wanted, itemId })
    sending.current = false
    if (outcome.ok) {
      setError(null)
      // What was typed meanwhile is the next one.
      setTitle((typed) => (typed.trim() === wanted ? '' : typed))
      return
    }
    shownInPlace(outcome)
    setError(`${outcome.error.title}. ${outcome.error.remedy}`)
  }
  return (
    <form className={styles.add} onSubmit={(event) => void submit(event)}>
      <Plus size={15} aria-hidden className={styles.soft} />
      <input
        dir="auto"
        aria-label="New task"
        placeholder="Add a task"
        maxLength={300}
        value={title}
        className={styles.field}
        onChange={(event) => setTitle(event.target.value)}
      />
      {error !== null && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </form>
  )
}
