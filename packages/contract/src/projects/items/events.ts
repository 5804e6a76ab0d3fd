/** What is published of a project's items, in `project:{id}`. */
import type { ApprovalCount, Rejection } from '../../content/entity.ts'
import type { EventBase } from '../../core/event.ts'
import type { Id } from '../../core/ids.ts'
import type { Release } from '../releases/entity.ts'
import type { ReviewDecision } from '../review/entity.ts'
import type { Task } from '../tasks/entity.ts'
import type { ProjectItem } from './entity.ts'

/** Items that came into a project, or came back. */
export interface ItemsCame {
  items: ProjectItem[]
  /** Where more came than one event carries: the ids alone, and no items. Whoever shows them loads again. */
  itemIds?: Id[]
  /** The tasks of those that were in the project before; absent where there are none. */
  tasks?: Task[]
}

export interface ItemsAdded extends EventBase<'item.added'>, ItemsCame {}

/**
 * What a change made of an item: what is other than before, however many items it was of. When it was changed and by
 * whom is what the event says, unless the item says so itself.
 */
export type ItemChange = Pick<ProjectItem, 'id' | 'revision'> & Partial<ProjectItem>

export interface ItemsChanged extends EventBase<'item.changed'> {
  items: ItemChange[]
  /** Of those that became `rejected` and say nothing themselves. */
  rejection?: Rejection
  /** The release that was taken back by what changed them. */
  release?: Release
  /** Of those that became `in_review` and say nothing themselves. */
  approvals?: ApprovalCount
  /** What somebody decided about them in their review, and what they said. */
  decision?: { kind: ReviewDecision; reason?: string }
}

export interface ItemsRemoved extends EventBase<'item.removed'> {
  itemIds: Id[]
}
