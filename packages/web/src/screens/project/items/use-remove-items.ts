/** Takes items out of the project, with the chance to undo that. */
import type { Id, ProjectItem } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { useCallback } from 'react'
import { showToast } from '../../../design/index.ts'
import { plansOf } from './bulk-moves.ts'

/** Removing changes no version, so undoing adds the same versions again, with their assignees and due dates. */
export function useRemoveItems(projectId: Id): (items: readonly ProjectItem[]) => Promise<void> {
  const commands = useCommands()
  return useCallback(
    async (items) => {
      const removed = await commands.removeItems(
        projectId,
        items.map((item) => item.id),
      )
      if (!removed.ok) return
      const bringBack = async () => {
        const entries = items.map(({ contentId, versionId }) => ({ contentId, versionId }))
        const added = await commands.addItems(projectId, entries)
        if (!added.ok || added.value === undefined) return
        const idOf = new Map(added.value.data.map((item) => [item.versionId, item.id]))
        for (const { assigneeId, dueAt, items: group } of plansOf(items)) {
          const ids = group.flatMap((item) => idOf.get(item.versionId) ?? [])
          await commands.changeItems(projectId, ids, { assigneeId, dueAt })
        }
      }
      const [first] = items
      showToast({
        tone: 'info',
        title: items.length === 1 ? `Removed “${first?.title}”` : `Removed ${items.length} items`,
        text: 'The content itself stays.',
        action: { label: 'Undo', onPress: () => void bringBack() },
      })
    },
    [commands, projectId],
  )
}
