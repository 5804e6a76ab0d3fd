/** What is published in `projects` and in `project:{id}`. */
import type { CommentEvent } from '../comments/events.ts'
import type { EventBase } from '../core/event.ts'
import type { Id } from '../core/ids.ts'
import type { StatusCounts } from './counts.ts'
import type { Project, ProjectSummary } from './entity.ts'
import type { ItemsAdded, ItemsChanged, ItemsRemoved } from './items/events.ts'
import type { ProjectPublished } from './releases/events.ts'
import type { TaskEvent } from './tasks/events.ts'

export interface ProjectCreated extends EventBase<'project.created'> {
  project: ProjectSummary
}

export interface ProjectChanged extends EventBase<'project.changed'> {
  project: Project
}

export interface ProjectDeleted extends EventBase<'project.deleted'> {
  projectId: Id
}

/** Debounced: how the items and comments of some projects count now. */
export interface ProjectsCounted extends EventBase<'projects.counted'> {
  projects: { id: Id; counts: StatusCounts; commentCount: number }[]
}

/** Channel `projects`. */
export type ProjectsEvent = ProjectCreated | ProjectChanged | ProjectDeleted | ProjectsCounted

/** Channel `project:{id}`. */
export type ProjectEvent =
  | ProjectChanged
  | ProjectDeleted
  | ItemsAdded
  | ItemsChanged
  | ItemsRemoved
  | TaskEvent
  | CommentEvent
  | ProjectPublished
