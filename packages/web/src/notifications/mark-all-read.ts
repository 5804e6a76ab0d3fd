/** Marks all of the inbox as read, with its way back. */
import type { DeskCommands } from '@copydesk/client'
import { offerUndo, undoHistory } from '../frame/undo/undo.ts'

export function markAllRead(commands: DeskCommands): Promise<void> {
  return undoHistory.during(async () => {
    const outcome = await commands.markAllRead()
    const readAt = outcome.ok ? outcome.value?.readAt : null
    if (!readAt) return
    offerUndo({ title: 'All marked as read', takeBack: () => commands.undoAllRead(readAt) })
  })
}
