/** For how long what was done to a whole inbox can be undone by its instant. */
import { Refusal } from '../../command/refusal.ts'

const undoableForMs = 10 * 60_000

/** Throws `not_found` when that was too long ago. */
export function requireUndoable(at: number, now: number): void {
  if (now - at > undoableForMs) {
    throw new Refusal('not_found', 'That was more than ten minutes ago and can no longer be undone.')
  }
}
