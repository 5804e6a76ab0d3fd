/** Takes items out of the project, with the chance to undo that. */
import type { Id, ProjectItem } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { useCallback } from 'react'
import { offerUndo, undoHistory } from '../../../frame/undo/undo.ts'

/** Undo puts the same items back, with their comments; it is refused, and says so, where another project took one. */
export function useRemoveItems(projectId: Id): (items: readonly ProjectItem[]) => Promise<void> {
  const commands = useCommands()
  return useCallback(
    (items) =>
      undoHistory.during(async () => {
        const itemIds = items.map((item) => item.id)
        const removed = await commands.removeItems(projectId, itemIds)
        if (!removed.ok) return
        const [first] = items
        offerUndo({
          title: items.length === 1 ? `Removed “${first?.title}”` : `Removed ${items.length} items`,
          text: 'The content itself stays.',
          takeBack: () => commands.restoreItems(projectId, itemIds),
        })
      }),
    [commands, projectId],
  )
}
