/** Changes the text of a field so that the browser's own undo takes the change back. */
import type { Selected, TextEdit } from '../../markdown/edits/edit.ts'

/** The text of a field, and what is selected in it. */
export function selectedIn({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Selected {
  return { text: value, start: selectionStart, end: selectionEnd }
}

/** Makes the edit as if it were typed. The field has the focus then. */
export function makeEdit(field: HTMLTextAreaElement, { start, end, words, selection }: TextEdit): void {
  field.focus()
  field.setSelectionRange(start, end)
  // Outdated, and the one way that undo knows of.
  if (words !== '') document.execCommand('insertText', false, words)
  else if (start < end) document.execCommand('delete')
  field.setSelectionRange(...selection)
}
