/** A text that was changed outside the editor enters it as the changes that it is: selection, scrolling and undo stay. */
import { diff } from '@codemirror/merge'
import { Annotation, type ChangeSpec, Transaction, type TransactionSpec } from '@codemirror/state'

/** Marks what did not come from the person at the keyboard. */
export const broughtIn = Annotation.define<true>()

/** Beyond this the comparison is coarser, not slower. */
const precision = { scanLimit: 500, timeout: 50 }

/** What makes one text the other, for `EditorView.dispatch`. It is no step of the undo history, which moves along. */
export function bringIn(before: string, after: string): TransactionSpec {
  const changes: ChangeSpec[] = diff(before, after, precision).map(({ fromA, toA, fromB, toB }) => ({
    from: fromA,
    to: toA,
    insert: after.slice(fromB, toB),
  }))
  return {
    changes,
    annotations: [broughtIn.of(true), Transaction.addToHistory.of(false), Transaction.remote.of(true)],
  }
}
