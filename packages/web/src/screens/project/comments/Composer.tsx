/**
 * Where a comment is written: Markdown in a field that grows, `@` for people, Ctrl or Cmd with Enter to send. The
 * text is kept as a draft until the server has it.
 */
import type { CommandOutcome } from '@copydesk/client'
import type { Person } from '@copydesk/contract'
import { usePeople } from '@copydesk/react'
import { CircleAlert } from 'lucide-react'
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { Button, cx, Kbd, Spoken } from '../../../design/index.ts'
import styles from './Composer.module.css'
import { MentionList, optionId } from './MentionList.tsx'
import { useComposer } from './use-composer.ts'
import { useMentionPicker } from './use-mention-picker.ts'

export interface ComposerProps {
  /** Spoken, and shown while the field is empty: "Write a comment". */
  label: string
  draftKey: string
  /** The body to begin with, when an existing comment is edited. */
  body?: string
  sendLabel: string
  onSend: (body: string) => Promise<CommandOutcome<unknown>>
  /** The text could not be sent and was kept. */
  onFailed?: () => void
  /** Gives up; absent where the composer always stays. */
  onCancel?: () => void
  isFocusedFirst?: boolean
}

const nobody: readonly Person[] = []
const sendKey = /Mac|iP(hone|ad)/.test(navigator.platform) ? '⌘↵' : 'Ctrl ↵'

export function Composer(props: ComposerProps) {
  const { label, sendLabel, onCancel, isFocusedFirst = false } = props
  const everyone = usePeople().data?.data ?? nobody
  const composer = useComposer({
    draftKey: props.draftKey,
    body: props.body ?? '',
    onSend: props.onSend,
    onFailed: props.onFailed,
  })
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const caretAfter = useRef<number | null>(null)
  const picker = useMentionPicker({
    writing: composer,
    everyone,
    onPick: (writing, caret) => {
      caretAfter.current = caret
      composer.write(writing)
    },
  })
  const listId = useId()
  const failureId = useId()

  useLayoutEffect(() => {
    if (caretAfter.current === null) return
    fieldRef.current?.setSelectionRange(caretAfter.current, caretAfter.current)
    caretAfter.current = null
  })
  useLayoutEffect(() => {
    const field = fieldRef.current
    if (!isFocusedFirst || field === null) return
    field.focus()
    field.setSelectionRange(field.value.length, field.value.length)
  }, [isFocusedFirst])

  const cancel = () => {
    composer.discard()
    onCancel?.()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!handleKey(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const handleKey = (event: KeyboardEvent): boolean => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      composer.send()
      return true
    }
    if (picker.onKeyDown(event)) return true
    const isCancel = event.key === 'Escape' && onCancel !== undefined && composer.isUntouched
    if (isCancel) cancel()
    return isCancel
  }
  const isListOpen = picker.people.length > 0
  // Once opened it stays so: what closed as one presses something below would move that away from the pointer.
  const [isOpened, setOpened] = useState(onCancel !== undefined || !composer.isEmpty)

  return (
    <div className={cx(styles.composer, !isOpened && styles.short)}>
      <textarea
        ref={fieldRef}
        aria-label={label}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        {...(isListOpen
          ? { 'aria-controls': listId, 'aria-activedescendant': optionId(listId, picker.activeIndex) }
          : {})}
        {...(composer.failure === null ? {} : { 'aria-describedby': failureId, 'aria-invalid': true })}
        placeholder={label}
        rows={1}
        maxLength={20_000}
        value={composer.text}
        className={cx(styles.field)}
        onChange={({ target }) => {
          composer.write({ text: target.value, mentions: composer.mentions })
          picker.caretMoved(target.value, target.selectionStart)
        }}
        onSelect={({ currentTarget: field }) => picker.caretMoved(field.value, field.selectionStart)}
        onFocus={() => setOpened(true)}
        onBlur={picker.close}
        onKeyDown={onKeyDown}
      />
      <MentionList id={listId} picker={picker} fieldRef={fieldRef} />
      <Spoken isStatus>{isListOpen ? `${picker.people.length} people to mention` : ''}</Spoken>
      {composer.failure !== null && (
        <p id={failureId} role="alert" className={cx(styles.failure)}>
          <CircleAlert size={14} aria-hidden />
          <span>
            <b>Not sent, kept here.</b> {composer.failure}
          </span>
        </p>
      )}
      <div className={cx(styles.foot)}>
        <span className={cx(styles.hint)}>Markdown · @ mentions people</span>
        {onCancel !== undefined && (
          <Button size="small" variant="quiet" onPress={cancel}>
            Cancel
          </Button>
        )}
        <Button size="small" variant="primary" isDisabled={composer.isEmpty} onPress={composer.send}>
          {composer.failure === null ? sendLabel : 'Try again'}
          <span className={cx(styles.key)}>
            <Kbd>{sendKey}</Kbd>
          </span>
        </Button>
      </div>
    </div>
  )
}
