/** What is published in `people` about groups. */
import type { EventBase } from '../../core/event.ts'
import type { Id } from '../../core/ids.ts'
import type { PersonChanged } from '../events.ts'
import type { Group } from './entity.ts'

/** A new one comes as a changed one with an unknown id. */
export interface GroupChanged extends EventBase<'group.changed'> {
  group: Group
}

export interface GroupDeleted extends EventBase<'group.deleted'> {
  groupId: Id
}

/** Channel `people`, beside the people; somebody who is removed leaves their groups with it. */
export type GroupsEvent = GroupChanged | GroupDeleted | PersonChanged
