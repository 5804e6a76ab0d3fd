/** What is published of a project's checklist, in `project:{id}`. */
import type { EventBase } from '../../core/event.ts'
import type { Id } from '../../core/ids.ts'
import type { Task } from './entity.ts'

/** New, or back after it was deleted. */
export interface TaskAdded extends EventBase<'task.added'> {
  task: Task
}

/** More than one where a move left no place between two. */
export interface TasksChanged extends EventBase<'task.changed'> {
  tasks: Task[]
}

export interface TaskRemoved extends EventBase<'task.removed'> {
  taskId: Id
}

export type TaskEvent = TaskAdded | TasksChanged | TaskRemoved
