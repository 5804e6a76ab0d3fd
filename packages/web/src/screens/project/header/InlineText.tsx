/** A text that becomes a field when one presses it. Enter or leaving it saves, Escape takes it back. */
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { cx } from '../../../design/index.ts'
import styles from './Header.module.css'

export interface InlineTextProps {
  /** What it is, spoken: "Name". */
  label: string
  value: string
  maxLength: number
  /** What stands there while it is empty; without one, an empty text is not taken. */
  placeholder?: string
  onSave: (value: string) => void
  /** Otherwise the text alone is shown. */
  mayEdit: boolean
}

export function InlineText({ label, value, maxLength, placeholder, onSave, mayEdit }: InlineTextProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const buttonRef = useRef<HTMLButtonElement>(null)
  /** Leaving the field also happens when it goes away; that must not save a second time. */
  const isDone = useRef(false)
  const shown: ReactNode =
    value === '' ? <span className={cx(styles.placeholder)}>{placeholder}</span> : value

  const finish = (isSaving: boolean) => {
    if (typed === null || isDone.current) return
    isDone.current = true
    const next = typed.trim()
    setTyped(null)
    if (isSaving && next !== value && (next !== '' || placeholder !== undefined)) onSave(next)
    requestAnimationFrame(() => buttonRef.current?.focus())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    if (event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    finish(event.key === 'Enter')
  }
  if (typed !== null) {
    return (
      <input
        aria-label={label}
        value={typed}
        maxLength={maxLength}
        // biome-ignore lint/a11y/noAutofocus: the field takes the place of the button that was pressed.
        autoFocus
        className={cx(styles.inlineField)}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => finish(true)}
      />
    )
  }
  if (!mayEdit) return value === '' ? null : <span className={cx(styles.inlineText)}>{shown}</span>
  const edit = () => {
    isDone.current = false
    setTyped(value)
  }
  return (
    <AriaButton
      ref={buttonRef}
      className={cx(styles.inlineButton)}
      {...(value === '' ? {} : { 'aria-label': `${value}. Edit: ${label}` })}
      onPress={edit}
    >
      {shown}
    </AriaButton>
  )
}
