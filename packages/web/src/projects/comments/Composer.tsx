/**
 * Where a comment is written: Markdown in a field that grows, `@` for people and groups, Ctrl or Cmd with Enter to
 * send. The text is kept until the server has it.
 */
import { maxCommentLength } from '@copydesk/contract'
import { type KeyboardEvent, Suspense, useId, useLayoutEffect, useRef, useState } from 'react'
import { focusWhenFree } from '../../browser/focus-when-free.ts'
import { Button, cx, Kbd, Spoken } from '../../design/index.ts'
import { later } from '../../later.tsx'
import { CommentText } from '../../markdown/CommentText.tsx'
import type { Saved } from '../../unsaved/edit.ts'
import { homeOfSubject, type Subject } from '../../unsaved/entry.ts'
import { TypingLine } from '../typing/TypingLine.tsx'
import { useTyping } from '../typing/use-typing.ts'
import styles from './Composer.module.css'
import { useFormatting } from './formatting/use-formatting.ts'
import { MentionList, optionId } from './MentionList.tsx'
import type { MentionGate, MentionWords } from './mentions/MentionNotice.tsx'
import { usePaste } from './paste/use-paste.ts'
import { useComposer } from './use-composer.ts'
import { useInViewAsItGrows } from './use-in-view-as-it-grows.ts'
import { useMentionPicker } from './use-mention-picker.ts'
import { useMentionable } from './use-mentionable.ts'
import { useQuoted } from './use-quoted.ts'

const ComposerToolbar = later(async () => (await import('./formatting/ComposerToolbar.tsx')).ComposerToolbar)
const MentionNotice = later(async () => (await import('./mentions/MentionNotice.tsx')).MentionNotice)

export interface ComposerProps {
  /** Spoken, and shown while the field is empty: "Write a comment". */
  label: string
  subject: Subject
  /** Nothing yet, or the comment that is edited. */
  base: Saved
  /** The place in words, for the list of unsaved texts. */
  place: string
  sendLabel: string
  /** After it was handed over to be sent. */
  onSent?: () => void
  /** Gives up; absent where the composer always stays. */
  onCancel?: () => void
  isFocusedFirst?: boolean
  /** Goes to the end of what is written, and the focus with it. */
  quoted?: Quoted | null
}

/** Words that are quoted in an answer. */
export interface Quoted {
  text: string
  /** Another number: to be added once more. */
  number: number
}

const sendKey = /Mac|iP(hone|ad)/.test(navigator.platform) ? '⌘↵' : 'Ctrl ↵'

export function Composer(props: ComposerProps) {
  const { label, sendLabel, onCancel, isFocusedFirst = false } = props
  const composer = useComposer(props)
  // Once opened it stays so: what closed as one presses something below would move that away from the pointer.
  const [wasOpened, setOpened] = useState(onCancel !== undefined)
  const isOpened = wasOpened || !composer.isEmpty
  const everyone = useMentionable(isOpened)
  const [mentionWords, setMentionWords] = useState<MentionWords | null>(null)
  const gateRef = useRef<MentionGate>(null)
  const tooLong = lengthProblem(composer.length)
  const problem = tooLong ?? (mentionWords?.isProblem ? mentionWords.hint : null)
  const hint = problem ?? mentionWords?.hint ?? null
  const spoken = tooLong ?? mentionWords?.text ?? ''
  const isReady = !composer.isEmpty && problem === null
  const typing = useTyping(props.subject)
  const [isPreview, setPreview] = useState(false)
  const send = () => {
    if (!isReady) return
    typing.stopped()
    setPreview(false)
    composer.send()
    props.onSent?.()
  }
  const home = composer.hasMentions ? homeOfSubject(props.subject) : null
  const sendOnceAllIsSaid = async () => {
    if (!isReady || (home !== null && (await gateRef.current?.mayPass()) === false)) return
    send()
  }
  const composerRef = useRef<HTMLDivElement>(null)
  useInViewAsItGrows(composerRef, isFocusedFirst)
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const caretAfter = useRef<number | null>(null)
  const picker = useMentionPicker({
    writing: composer,
    everyone,
    projectId: 'projectId' in props.subject ? props.subject.projectId : null,
    onPick: (writing, caret) => {
      caretAfter.current = caret
      composer.write(writing)
    },
  })
  const formatting = useFormatting(fieldRef)
  const onPaste = usePaste({
    fieldRef,
    mentions: composer.mentions,
    addMention: (mention) =>
      composer.write({
        text: fieldRef.current?.value ?? composer.text,
        mentions: [...composer.mentions, mention],
      }),
  })
  const listId = useId()

  useLayoutEffect(() => {
    if (caretAfter.current === null) return
    fieldRef.current?.setSelectionRange(caretAfter.current, caretAfter.current)
    caretAfter.current = null
  })
  useLayoutEffect(() => {
    const field = fieldRef.current
    if (!isFocusedFirst || field === null) return
    field.setSelectionRange(field.value.length, field.value.length)
    return focusWhenFree(field)
  }, [isFocusedFirst])

  useQuoted(props.quoted ?? null, composer, fieldRef, () => setPreview(false))

  const cancel = () => {
    typing.stopped()
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
      void sendOnceAllIsSaid()
      return true
    }
    if (picker.onKeyDown(event) || formatting.onKeyDown(event)) return true
    const isCancel = event.key === 'Escape' && onCancel !== undefined && composer.isUntouched
    if (isCancel) cancel()
    return isCancel
  }
  const isListOpen = picker.candidates.length > 0

  return (
    <div ref={composerRef} className={cx(styles.composer, !isOpened && styles.short)}>
      <TypingLine subject={props.subject} place="edge" isSpoken />
      <textarea
        dir="auto"
        ref={fieldRef}
        aria-label={label}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        {...(isListOpen
          ? { 'aria-controls': listId, 'aria-activedescendant': optionId(listId, picker.activeIndex) }
          : {})}
        placeholder={label}
        // Hidden and not gone: its undo goes on where it was.
        hidden={isPreview}
        rows={1}
        value={composer.text}
        className={styles.field}
        onChange={({ target }) => {
          composer.write({ text: target.value, mentions: composer.mentions })
          if (target.value.trim() === '') typing.stopped()
          else typing.typed()
          picker.caretMoved(target.value, target.selectionStart)
        }}
        onSelect={({ currentTarget: field }) => picker.caretMoved(field.value, field.selectionStart)}
        onFocus={() => setOpened(true)}
        onBlur={() => {
          typing.stopped()
          picker.close()
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      {isPreview && (
        <section aria-label="Preview" className={styles.preview}>
          {composer.isEmpty ? (
            <p className={styles.nothing}>Nothing to preview</p>
          ) : (
            <CommentText text={composer.body} />
          )}
        </section>
      )}
      <MentionList id={listId} picker={picker} fieldRef={fieldRef} />
      <Spoken isStatus>{isListOpen ? `${picker.candidates.length} to mention` : spoken}</Spoken>
      {home !== null && (
        <Suspense>
          <MentionNotice
            home={home}
            body={composer.body}
            baseBody={props.base.fields.body ?? ''}
            gateRef={gateRef}
            onWords={setMentionWords}
            onSend={send}
            onDone={() => fieldRef.current?.focus()}
          />
        </Suspense>
      )}
      {hint !== null && <p className={cx(styles.hint, problem !== null && styles.problem)}>{hint}</p>}
      <div className={styles.foot}>
        {isOpened && (
          <Suspense>
            <ComposerToolbar formatting={formatting} isPreview={isPreview} onPreviewChange={setPreview} />
          </Suspense>
        )}
        {onCancel !== undefined && (
          <Button size="small" variant="quiet" onPress={cancel}>
            Cancel
          </Button>
        )}
        <Button size="small" variant="primary" isDisabled={!isReady} onPress={() => void sendOnceAllIsSaid()}>
          {sendLabel}
          <span className={styles.key}>
            <Kbd>{sendKey}</Kbd>
          </span>
        </Button>
      </div>
    </div>
  )
}

/** Nothing is cut off: what is too long stays in the field, and says so. */
function lengthProblem(length: number): string | null {
  if (length <= maxCommentLength) return null
  return `${length.toLocaleString()} characters: at most ${maxCommentLength.toLocaleString()}`
}
