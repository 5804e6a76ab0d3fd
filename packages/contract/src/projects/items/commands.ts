/** What is sent and answered where items enter a project, change and leave it. */
import type { RebaseVersion } from '../../content/commands.ts'
import type { SettableStatus } from '../../content/status.ts'
import type { Id } from '../../core/ids.ts'
import type { CalendarDate } from '../../core/time.ts'
import type { Language } from '../../text/language-tag.ts'
import type { ItemAction, ProjectItem } from './entity.ts'

/**
 * One piece of content to add: a version, or the newest draft in a language (a new one if there is none). To
 * unpublish: what is live in the language.
 */
export interface AddItem {
  contentId: Id
  /** `publish` when left out. */
  action?: ItemAction | undefined
  language?: Language | undefined
  versionId?: Id | undefined
}

/** `POST /projects/{id}/items` answers 201 with the rows added. At most 5,000. */
export interface AddItems {
  items: AddItem[]
}

/** `PATCH /projects/{id}/items/{itemId}` answers the row. */
export interface ChangeItem {
  status?: SettableStatus | undefined
  /** Why, in a sentence; with the status `rejected` only. */
  reason?: string | undefined
  assigneeId?: Id | null | undefined
  dueAt?: CalendarDate | null | undefined
}

/** An item as its reader saw it: a command that names it so is refused (412) when it was changed since. */
export interface SeenItem {
  id: Id
  revision: number
}

/**
 * `PATCH /projects/{id}/items` answers `{data: rows}`: the same change to many, all or nothing. They are named by
 * `items` as they were seen, or by their ids alone.
 */
export interface ChangeItems extends ChangeItem {
  itemIds?: Id[] | undefined
  items?: SeenItem[] | undefined
}

/**
 * `POST /projects/{id}/items/remove`: takes items out of the project; the versions stay. `…/restore` puts them back
 * as they were, and answers the rows.
 */
export interface RemoveItems {
  itemIds: Id[]
}

export interface ItemRows {
  data: ProjectItem[]
}

/**
 * `POST /projects/{id}/items/{itemId}/rebase` answers the row: what is live now is the item's base from here on, so that
 * publishing is no conflict. An item that unpublishes names that version then, and is reviewed again.
 */
export type RebaseItem = RebaseVersion
