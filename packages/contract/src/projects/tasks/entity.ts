/** The checklist of a project: what has to be done for it, or for one of its items, that is no content. */
import type { Actor } from '../../core/actor.ts'
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { CalendarDate, Instant } from '../../core/time.ts'

/** Tasks of one project, those of its items included. */
export const maxTasks = 200

/** By whom and when a task was ticked off. */
export interface TaskDone {
  by: Actor
  at: Instant
}

export interface Task {
  id: Id
  revision: number
  projectId: Id
  /** The item that it is about; null: the project as a whole. */
  itemId: Id | null
  title: string
  /** While it is open, the project is not published, or its item. */
  blocksPublishing: boolean
  assigneeId: Id | null
  /** The day it is due on. */
  dueAt: CalendarDate | null
  /** Orders the checklist: the lowest first. */
  place: number
  /** Null while it is open. */
  done: TaskDone | null
  createdBy: Actor
  createdAt: Instant
  updatedAt: Instant
  updatedBy: Actor
}

/** `GET /projects/{id}/tasks`: all of them, in the order of the checklist. */
export type TasksState = Page<Task>

/** The order of the checklist. */
export function byPlace(a: Task, b: Task): number {
  return a.place - b.place || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
