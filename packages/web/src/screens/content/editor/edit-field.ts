/** Carries an edit out in a text field, so that the browser's undo knows of it. */
import { applyEdit, type MarkdownEdit } from './markdown-edits.ts'

/** Changes the field at its selection, as if it had been typed. */
export function editField(field: HTMLTextAreaElement, edit: MarkdownEdit): void {
  const selection = { start: field.selectionStart, end: field.selectionEnd }
  const { from, to, insert, start, end } = applyEdit(field.value, selection, edit)
  field.focus()
  field.setSelectionRange(from, to)
  // Deprecated, and still the only way into the undo history; every browser we serve has it.
  const isDone =
    insert === '' ? document.execCommand('delete') : document.execCommand('insertText', false, insert)
  if (!isDone) {
    field.setRangeText(insert)
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  field.setSelectionRange(start, end)
}
