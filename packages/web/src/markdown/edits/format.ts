/** What the buttons and keys of a Markdown field do to its text, by name; the same again takes it back. Pure. */
import type { Selected, TextEdit } from './edit.ts'
import { toggleCode } from './toggle-code.ts'
import { type LinesKind, toggleLines } from './toggle-lines.ts'
import { toggleLink } from './toggle-link.ts'
import { toggleMark } from './toggle-mark.ts'

export type Format = 'bold' | 'italic' | 'code' | 'link' | LinesKind

/** The edit that formats what is selected. */
export function formatted(selected: Selected, format: Format): TextEdit {
  switch (format) {
    case 'bold':
      return toggleMark(selected, '**')
    case 'italic':
      return toggleMark(selected, '*')
    case 'code':
      return toggleCode(selected)
    case 'link':
      return toggleLink(selected)
    default:
      return toggleLines(selected, format)
  }
}
