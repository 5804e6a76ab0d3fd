/** What is sent and answered where items enter a project, change and leave it. */
import type { SettableStatus } from '../../content/status.ts'
import type { Id } from '../../core/ids.ts'
import type { CalendarDate } from '../../core/time.ts'
import type { Language } from '../../text/language-tag.ts'
import type { ProjectItem } from './entity.ts'

/** One piece of content to add: a version, or the newest draft in a language (a new one if there is none). */
export interface AddItem {
  contentId: Id
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
