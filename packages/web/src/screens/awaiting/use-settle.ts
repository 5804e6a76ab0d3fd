/** Says of comments that mention one that nothing is to be done about them, with the way back for ten minutes. */
import type { Awaited } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { useCallback } from 'react'
import { offerUndo, undoHistory } from '../../frame/undo/undo.ts'
import type { WayBackOutcome } from '../../frame/undo/undo-history.ts'

/** Of the rows only those that await an answer. */
export function useSettle(): (rows: readonly Awaited[]) => Promise<void> {
  const commands = useCommands()
  return useCallback(
    (rows) =>
      undoHistory.during(async () => {
        const settled: string[] = []
        for (const { commentId } of rows) {
          if (commentId === null) continue
          const outcome = await commands.settleMention(commentId, true)
          if (!outcome.ok) break
          settled.push(commentId)
        }
        if (settled.length === 0) return
        const takeBack = async () => {
          let last: WayBackOutcome = { ok: true, commandId: '', value: undefined }
          for (const id of settled) {
            last = await commands.settleMention(id, false)
            if (!last.ok) break
          }
          return last
        }
        offerUndo({ title: settled.length === 1 ? 'Done' : `Done ${settled.length}`, takeBack })
      }),
    [commands],
  )
}
