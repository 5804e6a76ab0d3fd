/** The field for the text. The caret stays where it stood when the text is replaced from outside. */
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react'
import { caretAfter } from '../../../unsaved/edit.ts'
import styles from './Editor.module.css'
import { editField } from './edit-field.ts'

export interface MarkdownFieldProps {
  fieldRef: RefObject<HTMLTextAreaElement | null>
  value: string
  onChange: (value: string) => void
  /** How far the field is scrolled, from 0 to 1. */
  onScroll: (share: number) => void
}

export function MarkdownField({ fieldRef, value, onChange, onScroll }: MarkdownFieldProps) {
  const typed = useRef(value)
  const caret = useRef(0)

  useLayoutEffect(() => {
    const field = fieldRef.current
    if (field === null || typed.current === value) return
    // Replaced from outside: the browser has put the caret at the end.
    const next = caretAfter(typed.current, value, caret.current)
    typed.current = value
    if (document.activeElement === field) field.setSelectionRange(next, next)
  }, [fieldRef, value])

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
    if (event.key !== 'b' && event.key !== 'i') return
    event.preventDefault()
    editField(event.currentTarget, event.key === 'b' ? 'bold' : 'italic')
  }
  return (
    <textarea
      ref={fieldRef}
      aria-label="Text, in Markdown"
      placeholder="Write in Markdown…"
      spellCheck
      dir="auto"
      value={value}
      className={styles.body}
      onChange={({ target }) => {
        typed.current = target.value
        onChange(target.value)
      }}
      onSelect={({ currentTarget }) => {
        caret.current = currentTarget.selectionStart
      }}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) =>
        onScroll(scrollTop / Math.max(1, scrollHeight - clientHeight))
      }
    />
  )
}
