/** The commands by which items enter a project, change and leave it. */
import type {
  AddItems,
  ChangeItem,
  Id,
  ItemRows,
  ProjectItem,
  RebaseItem,
  SeenItem,
  SettableStatus,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import type { CommandOutcome, CommandRunner } from '../../live/command-runner.ts'
import type { LiveStore } from '../../live/live-store.ts'
import * as guesses from './guesses.ts'
import { itemKeys, itemsOnScreen } from './lives.ts'

export interface ItemCommands {
  addItems(projectId: Id, items: AddItems['items']): Promise<CommandOutcome<ItemRows>>
  /** The same change (status, assignee, due date) to one or many items, all or nothing. */
  changeItems(projectId: Id, itemIds: Id[], change: ChangeItem): Promise<CommandOutcome<ItemRows>>
  /** The same for items as they were seen: refused, all of it, where one was changed since. */
  changeSeenItems(
    projectId: Id,
    items: readonly SeenItem[],
    change: ChangeItem,
  ): Promise<CommandOutcome<ItemRows>>
  setItemStatus(
    projectId: Id,
    itemIds: Id[],
    status: SettableStatus,
    reason?: string,
  ): Promise<CommandOutcome<ItemRows>>
  /** `item` as it was on screen beside what is live. */
  rebaseItem(item: ProjectItem, rebase: RebaseItem): Promise<CommandOutcome<ProjectItem>>
  removeItems(projectId: Id, itemIds: Id[]): Promise<CommandOutcome<void>>
  /** Undoes a removal: same ids, comments and places. */
  restoreItems(projectId: Id, itemIds: Id[]): Promise<CommandOutcome<ItemRows>>
}

export function createItemCommands(api: Api, store: LiveStore, { run, write }: CommandRunner): ItemCommands {
  /** A move is for what was looked at; who assigns or plans need not have read it. */
  const named = (projectId: Id, itemIds: Id[], change: ChangeItem) => {
    const wanted = new Set(itemIds)
    const items = itemsOnScreen(store, projectId)?.filter((item) => wanted.has(item.id))
    const isMove = change.status !== undefined
    return isMove && items?.length === wanted.size ? { items: items.map(asSeen) } : { itemIds }
  }
  const send = (projectId: Id, itemIds: Id[], change: ChangeItem, names: ReturnType<typeof named>) =>
    write(
      (commandId) => api.items.changeMany(projectId, { ...change, ...names }, { commandId }),
      (show, who) =>
        show(
          store.active(itemKeys.items(projectId)),
          guesses.guessItems(who, itemIds, change),
          ({ data }: ItemRows) => guesses.knownItems(who, data),
        ),
    )
  const changeItems: ItemCommands['changeItems'] = (projectId, itemIds, change) =>
    send(projectId, itemIds, change, named(projectId, itemIds, change))
  return {
    changeItems,
    changeSeenItems: (projectId, items, change) =>
      send(
        projectId,
        items.map(({ id }) => id),
        change,
        { items: [...items] },
      ),
    addItems: (projectId, items) => run((commandId) => api.items.add(projectId, { items }, { commandId })),
    setItemStatus: (projectId, itemIds, status, reason) =>
      changeItems(projectId, itemIds, reason === undefined ? { status } : { status, reason }),
    rebaseItem: (item, rebase) =>
      run((commandId) => api.items.rebase(item.projectId, item, rebase, { commandId })),
    removeItems: (projectId, itemIds) =>
      write(
        (commandId) => api.items.removeMany(projectId, itemIds, { commandId }),
        (show, who) => show(store.active(itemKeys.items(projectId)), guesses.guessItemsRemoved(who, itemIds)),
      ),
    restoreItems: (projectId, itemIds) =>
      run((commandId) => api.items.restore(projectId, itemIds, { commandId })),
  }
}

/** An item as it is on screen: the server refuses what was changed since. */
export function asSeen({ id, revision }: ProjectItem): SeenItem {
  return { id, revision }
}
