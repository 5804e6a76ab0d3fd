/** What is published in `projects` and in `project:{id}`. */
import type { CommentEvent, CommentReacted, ThreadReopened, ThreadResolved } from '../comments/events.ts'
import type { EventBase } from '../core/event.ts'
import type { Id } from '../core/ids.ts'
import type { StatusCounts } from './counts.ts'
import type { Project, ProjectSummary } from './entity.ts'
import type { ItemsAdded, ItemsCame, ItemsChanged, ItemsRemoved } from './items/events.ts'
import type { AccessChanged, MembersChanged } from './members/events.ts'
import type { ProjectPublished, ReleaseChanged, ReleasesListed } from './releases/events.ts'
import type { ApprovalRuleChanged } from './review/events.ts'
import type { ScheduleChanged } from './schedules/events.ts'
import type { TaskEvent } from './tasks/events.ts'

export interface ProjectCreated extends EventBase<'project.created'> {
  project: ProjectSummary
}

export interface ProjectChanged extends EventBase<'project.changed'> {
  project: Project
  /** What was changed, with the name that it had; absent where that is not what it is about. */
  change?: { fields: ('name' | 'description' | 'color' | 'visibility')[]; formerName: string }
}

export interface ProjectDeleted extends EventBase<'project.deleted'> {
  projectId: Id
}

/** It is read only from now on, and let go of what is not published. */
export interface ProjectArchived extends EventBase<'project.archived'> {
  project: Project
  /** The items that left it. */
  itemIds: Id[]
}

/** It is open again, with the items that were still free. */
export interface ProjectReactivated extends EventBase<'project.reactivated'>, ItemsCame {
  project: Project
}

/** A deleted project is back. */
export interface ProjectRestored extends EventBase<'project.restored'> {
  project: ProjectSummary
}

/** Debounced: how the items and comments of some projects count now. */
export interface ProjectsCounted extends EventBase<'projects.counted'> {
  projects: { id: Id; counts: StatusCounts; commentCount: number }[]
}

/** Channel `projects`; of private projects in the own channel of each member, with what they see from now on, or no more. */
export type ProjectsEvent =
  | ProjectCreated
  | ProjectChanged
  | ProjectDeleted
  | ProjectRestored
  | ProjectsCounted
  | ReleasesListed
  | AccessChanged

/** Channel `project:{id}`. */
export type ProjectEvent =
  | ProjectChanged
  | ProjectArchived
  | ProjectReactivated
  | ProjectDeleted
  | ProjectRestored
  | ItemsAdded
  | ItemsChanged
  | ItemsRemoved
  | TaskEvent
  | ApprovalRuleChanged
  | MembersChanged
  | CommentEvent
  | CommentReacted
  | ThreadResolved
  | ThreadReopened
  | ProjectPublished
  | ScheduleChanged
  | ReleaseChanged
