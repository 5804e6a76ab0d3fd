/**
 * A text of the project that becomes a field when one presses it. Enter or leaving it saves, Escape takes it back.
 * What is typed is in the outbox, so that it is neither lost nor put over somebody else's without a word.
 */
import type { Project } from '@copydesk/contract'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { savedProject } from '../../../unsaved/targets.ts'
import { useEdit, useOfUnsaved, useTextSession } from '../../../unsaved/use-unsaved.ts'
import styles from './Header.module.css'

export interface InlineTextProps {
  project: Project
  field: 'name' | 'description'
  /** What it is, spoken: "Name". */
  label: string
  maxLength: number
  /** What stands there while it is empty; without one, an empty text is not taken. */
  placeholder?: string
  /** Otherwise the text alone is shown. */
  mayEdit: boolean
}

export function InlineText(props: InlineTextProps) {
  const { project, field, label, placeholder, mayEdit } = props
  const [isAsked, setAsked] = useState(false)
  const hintId = useId()
  const buttonRef = useRef<HTMLButtonElement>(null)
  const draft = useOwnText(project, field, false)
  const waiting = useOwnText(project, field, true)
  const value = waiting ?? project[field]
  const shown: ReactNode = value === '' ? <span className={styles.placeholder}>{placeholder}</span> : value

  const close = () => {
    setAsked(false)
    requestAnimationFrame(() => buttonRef.current?.focus())
  }
  if (mayEdit && (isAsked || draft !== null)) {
    return <InlineField {...props} value={value} isFocusedFirst={isAsked} onClose={close} />
  }
  if (!mayEdit)
    return value === '' ? null : (
      <span dir="auto" className={styles.inlineText}>
        {shown}
      </span>
    )
  return (
    <AriaButton
      ref={buttonRef}
      className={styles.inlineButton}
      {...(value === '' ? {} : { 'aria-describedby': hintId })}
      onPress={() => setAsked(true)}
    >
      <span dir="auto">{shown}</span>
      {/* Not seen and not part of the heading: what pressing does. */}
      <span id={hintId} hidden>
        Edit: {label}
      </span>
    </AriaButton>
  )
}

interface InlineFieldProps extends InlineTextProps {
  /** What stands there to begin with. */
  value: string
  isFocusedFirst: boolean
  onClose: () => void
}

function InlineField(props: InlineFieldProps) {
  const { project, field, label, maxLength, placeholder, isFocusedFirst, onClose } = props
  const session = useTextSession(subjectOf(project), savedProject(project), {
    place: project.name,
    isWanted: false,
  })
  const edit = useEdit(session)
  const [typed, setTyped] = useState(props.value)
  const fieldRef = useRef<HTMLInputElement>(null)
  /** Leaving the field also happens when it goes away; that must not save a second time. */
  const isDone = useRef(false)
  useEffect(() => {
    if (session === null) return
    // What was left here before the page was left goes on.
    setTyped(session.getEdit().fields[field] ?? '')
    if (!isFocusedFirst) return
    fieldRef.current?.focus()
    fieldRef.current?.select()
  }, [session, field, isFocusedFirst])
  if (session === null || edit === null) return null

  const type = (text: string) => {
    setTyped(text)
    // What waits to be sent must not go out half typed.
    if (!edit.isWanted) session.type({ [field]: text })
  }
  const finish = (isSaving: boolean) => {
    if (isDone.current) return
    isDone.current = true
    const next = typed.trim()
    const isTaken = isSaving && (next !== '' || placeholder !== undefined)
    if (isTaken && (edit.isWanted || next !== edit.base.fields[field])) {
      session.type({ [field]: next })
      session.send()
    } else if (!edit.isWanted) session.discard()
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    if (event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    finish(event.key === 'Enter')
  }
  return (
    <input
      ref={fieldRef}
      aria-label={label}
      dir="auto"
      value={typed}
      maxLength={maxLength}
      className={styles.inlineField}
      onChange={(event) => type(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => finish(true)}
    />
  )
}

function subjectOf(project: Project) {
  return { kind: 'project', projectId: project.id } as const
}

/** What one wrote in this field and the server does not have: as a draft, or on its way. */
function useOwnText(project: Project, field: InlineTextProps['field'], isWanted: boolean): string | null {
  return useOfUnsaved((all) => {
    const own = all.find(
      ({ entry: { subject, edit }, isElsewhere }) =>
        subject.kind === 'project' &&
        subject.projectId === project.id &&
        edit.isWanted === isWanted &&
        !isElsewhere &&
        edit.fields[field] !== edit.base.fields[field],
    )
    return own?.entry.edit.fields[field] ?? null
  })
}
