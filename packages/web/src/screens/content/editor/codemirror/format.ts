/** The edits of the toolbar and its keys as commands of CodeMirror. */
import type { Command } from '@codemirror/view'
import { type Format, formatted } from '../../../../markdown/edits/format.ts'

/** Carries the edit out at the selection, as one step to undo. */
export function format(name: Format): Command {
  return (view) => {
    const { from, to } = view.state.selection.main
    const { start, end, words, selection } = formatted(
      { text: view.state.doc.toString(), start: from, end: to },
      name,
    )
    const [anchor, head] = selection
    view.dispatch({
      changes: { from: start, to: end, insert: words },
      selection: { anchor, head },
      scrollIntoView: true,
      userEvent: 'input.format',
    })
    return true
  }
}
