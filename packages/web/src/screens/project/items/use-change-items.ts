/** Changes items and remembers the way back. No toast offers it: what changed shows, and Ctrl-Z takes it back. */
import type { CommandOutcome } from '@copydesk/client'
import type { ChangeItem, Id, ItemRows, ProjectItem } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useCallback } from 'react'
import { statusLooks } from '../../../design/index.ts'
import { undoHistory } from '../../../frame/undo/undo.ts'
import { laterCode } from '../../../later.tsx'
import { useNameOf } from '../../../people/use-name-of.ts'
import { useMayMove } from '../../../projects/review/use-may-move.ts'
import { waysBack } from './item-ways-back.ts'

const takingBack = laterCode(() => import('./take-items-back.ts'))

export type ChangeItems = (
  items: readonly ProjectItem[],
  change: ChangeItem,
) => Promise<CommandOutcome<ItemRows>>

/** The same change to one or many items as they are on the screen. */
export function useChangeItems(projectId: Id): ChangeItems {
  const desk = useDesk()
  const nameOf = useNameOf()
  const mayMove = useMayMove()
  return useCallback(
    (items, change) =>
      undoHistory.during(async () => {
        const ids = items.map(({ id }) => id)
        const outcome = await desk.commands.changeItems(projectId, ids, change)
        const after = outcome.ok ? outcome.value?.data : undefined
        const ways = after === undefined ? [] : waysBack(items, after, change, mayMove)
        if (ways.length > 0) {
          undoHistory.add({
            title: sayChange(items, change, nameOf),
            takeBack: async () => {
              const { takeItemsBack } = await takingBack()
              return takeItemsBack(desk, { projectId, before: items, ways, nameOf })
            },
          })
        }
        return outcome
      }),
    [desk, projectId, nameOf, mayMove],
  )
}

/** "“Prices”", "3 items". */
export function sayWhat(items: readonly ProjectItem[]): string {
  return items.length === 1 ? `“${items[0]?.title}”` : `${items.length} items`
}

function sayChange(
  items: readonly ProjectItem[],
  { status, assigneeId }: ChangeItem,
  nameOf: ReturnType<typeof useNameOf>,
): string {
  const what = sayWhat(items)
  if (status !== undefined) return `Moved ${what} to ${statusLooks[status].label}`
  if (assigneeId === null) return `Assigned ${what} to nobody`
  if (assigneeId !== undefined) return `Assigned ${what} to ${nameOf({ kind: 'person', id: assigneeId })}`
  return `Set the date of ${what}`
}
