/**
 * Messages for commands that failed: the change was taken back on the screen, and a toast says why, unless the
 * place that sent the command shows it itself.
 */
import type { CommandOutcome, FailedCommand } from '@copydesk/client'
import { showToast } from '../design/index.ts'

/** Toasts about to be shown, by command. */
const due = new Map<string, ReturnType<typeof setTimeout>>()

/** Shows a message soon: whoever sent the command hears of the failure after this and may take it over. */
export function toastFailure({ commandId, error }: FailedCommand): void {
  if (error.code === 'not_signed_in') return
  const timer = setTimeout(() => {
    due.delete(commandId)
    showToast({ tone: 'error', title: error.title, text: `The change was not saved. ${error.remedy}` })
  })
  due.set(commandId, timer)
}

/** Call right after awaiting a command whose failure the form or the list shows in place: no toast then. */
export function shownInPlace(outcome: CommandOutcome<unknown>): void {
  clearTimeout(due.get(outcome.commandId))
  due.delete(outcome.commandId)
}
