/** The edits of the toolbar and its keys as commands of CodeMirror. */
import type { Command } from '@codemirror/view'
import { applyEdit, type MarkdownEdit } from '../markdown-edits.ts'

/** Carries the edit out at the selection, as one step to undo. */
export function format(edit: MarkdownEdit): Command {
  return (view) => {
    const { from: start, to: end } = view.state.selection.main
    const { from, to, insert, ...selection } = applyEdit(view.state.doc.toString(), { start, end }, edit)
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: selection.start, head: selection.end },
      scrollIntoView: true,
      userEvent: 'input.format',
    })
    return true
  }
}
