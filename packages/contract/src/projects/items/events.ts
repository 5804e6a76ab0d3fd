/** What is published of a project's items, in `project:{id}`. */
import type { EventBase } from '../../core/event.ts'
import type { Id } from '../../core/ids.ts'
import type { ProjectItem } from './entity.ts'

export interface ItemsAdded extends EventBase<'item.added'> {
  items: ProjectItem[]
}

export interface ItemsChanged extends EventBase<'item.changed'> {
  items: ProjectItem[]
}

export interface ItemsRemoved extends EventBase<'item.removed'> {
  itemIds: Id[]
}
