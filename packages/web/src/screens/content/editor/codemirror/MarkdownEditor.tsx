/**
 * The field for the text, in CodeMirror: the text is the Markdown, character for character. It owns no text: every
 * change is told at once, and what changes outside comes in without disturbing who writes.
 */
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { type Id, quotePassage, type TextQuote } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { type RefObject, useEffectEvent, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import type { Format } from '../../../../markdown/edits/format.ts'
import type { ThreadPassage } from '../../../../projects/comments/passages/passage-board.ts'
import { adoptStyles } from './adopt-styles.ts'
import { bringIn, broughtIn } from './bring-in.ts'
import { commentOnSelection } from './comment-on-selection.ts'
import { completeReferences } from './complete-references.ts'
import { writing } from './extensions.ts'
import { format } from './format.ts'
import styles from './MarkdownEditor.module.css'
import { passageMarks, selectPassage, setPassages, threadAtCaret } from './passage-marks.ts'

/** Content that is offered at once while one types what to refer to. */
const offered = 8

export interface MarkdownFieldHandle {
  focus: () => void
  /** Carries an edit out at the selection, and goes back to writing. */
  format: (edit: Format) => void
  /** As the key for it does. */
  comment: () => void
  /** Goes to the passage of a thread; false where the text does not hold it. */
  showPassage: (threadId: Id) => boolean
}

export interface MarkdownEditorProps {
  handleRef: RefObject<MarkdownFieldHandle | null>
  value: string
  onChange: (value: string) => void
  /** How far the text is scrolled, from 0 to 1. */
  onScroll: (share: number) => void
  /** What is marked. */
  passages: readonly ThreadPassage[]
  /** Somebody wants to comment on a part of the text, or on all of it. */
  onComment: (selected: TextQuote | null) => void
  /** Of which threads the text does not hold the passage. */
  onLost: (threadIds: ReadonlySet<Id>) => void
  /** Somebody wants to see the thread on a passage. */
  onThread: (threadId: Id) => void
}

export function MarkdownEditor(props: MarkdownEditorProps) {
  const { handleRef, value, onChange, onScroll, passages } = props
  const placeRef = useRef<HTMLDivElement>(null)
  const viewRef = useRef<EditorView | null>(null)
  const told = useRef(value)

  const begin = useEffectEvent((parent: HTMLElement) => {
    adoptStyles()
    return new EditorView({ parent, state: beginState(value) })
  })
  const beginState = (doc: string) =>
    EditorState.create({
      doc,
      extensions: [
        completeReferences(findContent),
        commentOnSelection(comment),
        passageMarks({ onLost, onThread }),
        ...writing,
        EditorView.updateListener.of(({ docChanged, transactions, state }) => {
          if (!docChanged || transactions.some((one) => one.annotation(broughtIn))) return
          told.current = state.doc.toString()
          onChanged(told.current)
        }),
        EditorView.domEventObservers({ scroll: (_, { scrollDOM }) => onScrolled(scrollDOM) }),
      ],
    })
  const { api } = useDesk()
  const findContent = useEffectEvent(async (q: string, signal: AbortSignal) => {
    const found = await api.content.list({ q, limit: offered }, { signal }).catch(() => null)
    return found?.data ?? []
  })
  const onChanged = useEffectEvent(onChange)
  const onLost = useEffectEvent(props.onLost)
  const onThread = useEffectEvent(props.onThread)
  const commentAt = (view: EditorView) => {
    const selected = view.state.selection.main
    const threadId = selected.empty ? threadAtCaret(view) : null
    if (threadId === null) props.onComment(quotePassage(view.state.doc.toString(), selected))
    else props.onThread(threadId)
  }
  const comment = useEffectEvent(commentAt)
  const onScrolled = useEffectEvent(({ scrollTop, scrollHeight, clientHeight }: HTMLElement) =>
    onScroll(scrollTop / Math.max(1, scrollHeight - clientHeight)),
  )

  useLayoutEffect(() => {
    if (placeRef.current === null) return
    const view = begin(placeRef.current)
    viewRef.current = view
    return () => view.destroy()
  }, [])

  useLayoutEffect(() => {
    const view = viewRef.current
    if (view === null || told.current === value) return
    told.current = value
    view.dispatch(bringIn(view.state.doc.toString(), value))
  }, [value])

  useLayoutEffect(() => {
    if (viewRef.current !== null) setPassages(viewRef.current, passages)
  }, [passages])

  useImperativeHandle(handleRef, () => ({
    focus: () => viewRef.current?.focus(),
    format: (edit) => {
      const view = viewRef.current
      if (view === null) return
      format(edit)(view)
      view.focus()
    },
    comment: () => {
      if (viewRef.current !== null) commentAt(viewRef.current)
    },
    showPassage: (threadId) => viewRef.current !== null && selectPassage(viewRef.current, threadId),
  }))
  return <div ref={placeRef} className={styles.field} />
}
