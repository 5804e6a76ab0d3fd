/** The keys and pastes of a field that a comment is written in, made so that the browser's own undo takes them back. */
import { maxCommentLength } from '@copydesk/contract'
import type { ClipboardEvent, KeyboardEvent, RefObject } from 'react'
import { laterCode } from '../../later.tsx'
import {
  type CommentEdit,
  isInCode,
  linkOfPaste,
  linkOfSelection,
  type Selected,
  toggleMark,
} from './comment-edits.ts'

const loadMarkdownOfHtml = laterCode(async () => (await import('./paste/markdown-of-html.ts')).markdownOfHtml)

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
  const selected = (): Selected => {
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
      const at = selected()
      const words = event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n')
      const edit = linkOfPaste(at, words)
      const html = event.clipboardData.getData('text/html')
      const hasLooks = html !== '' && words !== '' && words.length <= maxCommentLength && !isInCode(at)
      if (edit === null && !hasLooks) return
      event.preventDefault()
      if (edit !== null) make(edit)
      else void pasteWithLooks(at, words, html)
    },
  }

  /** First the words, so that undo goes back to them; then, in their place, what their HTML says of them. */
  async function pasteWithLooks({ text, start, end }: Selected, words: string, html: string): Promise<void> {
    const after = start + words.length
    make({ start, end, words, selection: [after, after] })
    const markdownOfHtml = await loadMarkdownOfHtml()
    const markdown = markdownOfHtml(html, text.slice(text.lastIndexOf('\n', start - 1) + 1, start))
    const field = fieldRef.current
    if (markdown === null || field === null || document.activeElement !== field) return
    const isUntouched = field.value.slice(start, after) === words && field.selectionStart === after
    if (!isUntouched || field.selectionEnd !== after) return
    const last = start + markdown.length
    make({ start, end: after, words: markdown, selection: [last, last] })
  }
}
