/** What changing and removing items will do to their project's screen. */
import { applyItems, type ChangeItem, type Id, type ItemsState, type ProjectItem } from '@copydesk/contract'
import { type Authorship, changedRow, definedOnly, event } from '../../live/guess.ts'

export function guessItems(who: Authorship, itemIds: readonly Id[], change: ChangeItem) {
  const chosen = new Set(itemIds)
  return (state: ItemsState): ItemsState => {
    const items = state.data
      .filter((row) => chosen.has(row.id))
      .map((row) =>
        changedRow<ProjectItem>(row, itemChange(who, row, change), {
          updatedAt: who.at,
          updatedBy: who.actor,
        }),
      )
    return applyItems(state, { ...event(who, 'item.changed'), items })
  }
}

function itemChange({ actor, at }: Authorship, row: ProjectItem, change: ChangeItem): Partial<ProjectItem> {
  const { reason = '', ...rest } = definedOnly(change)
  if (rest.status === undefined || rest.status === row.status) return rest
  return { ...rest, rejection: rest.status === 'rejected' ? { reason, by: actor, at } : null }
}

/** After the reply: the rows as the server made them. */
export function knownItems(who: Authorship, items: ProjectItem[]) {
  return (state: ItemsState): ItemsState => applyItems(state, { ...event(who, 'item.changed'), items })
}

export function guessItemsRemoved(who: Authorship, itemIds: Id[]) {
  return (state: ItemsState): ItemsState => applyItems(state, { ...event(who, 'item.removed'), itemIds })
}
