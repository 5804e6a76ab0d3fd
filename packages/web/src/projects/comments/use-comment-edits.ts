/** The keys and pastes of a field that a comment is written in, made so that the browser's own undo takes them back. */
import type { ClipboardEvent, KeyboardEvent, RefObject } from 'react'
import { type CommentEdit, linkOfPaste, linkOfSelection, type Selected, toggleMark } from './comment-edits.ts'

export interface CommentEdits {
  /** Whether the key was one of these. */
  onKeyDown: (event: KeyboardEvent) => boolean
  onPaste: (event: ClipboardEvent) => void
}

const marks: Readonly<Record<string, string>> = { b: '**', i: '*', e: '`' }

function editOf(key: string, selected: Selected): CommentEdit | null {
  const mark = marks[key]
  if (mark !== undefined) return toggleMark(selected, mark)
  return key === 'k' ? linkOfSelection(selected) : null
}

export function useCommentEdits(fieldRef: RefObject<HTMLTextAreaElement | null>): CommentEdits {
  const selected = () => {
    const { value = '', selectionStart = 0, selectionEnd = 0 } = fieldRef.current ?? {}
    return { text: value, start: selectionStart, end: selectionEnd }
  }
  const make = ({ start, end, words, selection }: CommentEdit) => {
    fieldRef.current?.setSelectionRange(start, end)
    // Outdated, and the one way that undo knows of.
    document.execCommand('insertText', false, words)
    fieldRef.current?.setSelectionRange(...selection)
  }
  return {
    onKeyDown: (event) => {
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event
      if (ctrlKey === metaKey || altKey || shiftKey || event.nativeEvent.isComposing) return false
      const edit = editOf(key.toLowerCase(), selected())
      if (edit === null) return false
      make(edit)
      return true
    },
    onPaste: (event) => {
      const edit = linkOfPaste(selected(), event.clipboardData.getData('text/plain'))
      if (edit === null) return
      event.preventDefault()
      make(edit)
    },
  }
}
