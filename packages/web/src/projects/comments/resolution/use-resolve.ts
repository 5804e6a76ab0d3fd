/** Resolves a thread or opens it again, and offers the way back. */
import type { Comment } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { offerUndo, undoHistory } from '../../../frame/undo/undo.ts'

/** `opening` is the first comment of the thread. */
export function useResolve(opening: Comment): (isResolved: boolean) => void {
  const commands = useCommands()
  return (isResolved) =>
    void undoHistory.during(async () => {
      const done = await commands.setResolved(opening, isResolved)
      if (!done.ok) return
      offerUndo({
        title: isResolved ? 'Resolved the thread' : 'Reopened the thread',
        takeBack: () => commands.setResolved(opening, !isResolved),
      })
    })
}
