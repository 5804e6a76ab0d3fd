/** What is pasted into a field that a comment is written in. */
import { maxCommentLength } from '@copydesk/contract'
import type { ClipboardEvent, RefObject } from 'react'
import { laterCode } from '../../../later.tsx'
import type { Selected } from '../../../markdown/edits/edit.ts'
import { makeEdit, selectedIn } from '../field-edits.ts'
import { isInCode, linkOfPaste } from './paste-edits.ts'

const loadMarkdownOfHtml = laterCode(async () => (await import('./markdown-of-html.ts')).markdownOfHtml)

export function usePaste(fieldRef: RefObject<HTMLTextAreaElement | null>): (event: ClipboardEvent) => void {
  return (event) => {
    const field = fieldRef.current
    if (field === null) return
    const at = selectedIn(field)
    const words = event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n')
    const edit = linkOfPaste(at, words)
    const html = event.clipboardData.getData('text/html')
    const hasLooks = html !== '' && words !== '' && words.length <= maxCommentLength && !isInCode(at)
    if (edit === null && !hasLooks) return
    event.preventDefault()
    if (edit !== null) makeEdit(field, edit)
    else void pasteWithLooks(field, at, words, html)
  }
}

/** First the words, so that undo goes back to them; then, in their place, what their HTML says of them. */
async function pasteWithLooks(
  field: HTMLTextAreaElement,
  { text, start, end }: Selected,
  words: string,
  html: string,
): Promise<void> {
  const after = start + words.length
  makeEdit(field, { start, end, words, selection: [after, after] })
  const markdownOfHtml = await loadMarkdownOfHtml()
  const markdown = markdownOfHtml(html, text.slice(text.lastIndexOf('\n', start - 1) + 1, start))
  if (markdown === null || document.activeElement !== field) return
  const isUntouched = field.value.slice(start, after) === words && field.selectionStart === after
  if (!isUntouched || field.selectionEnd !== after) return
  const last = start + markdown.length
  makeEdit(field, { start, end: after, words: markdown, selection: [last, last] })
}
