/** The live snapshot of a project's checklist. */
import { applyTasks, channels, type Id, type ProjectEvent, type TasksState } from '@copydesk/contract'
import type { Api } from '../../api.ts'
import { liveKey } from '../../live/live-store.ts'
import type { Live } from '../../live/live-types.ts'
import { rowIds } from '../../live/row-changes.ts'
import type { SharedLive } from '../../live/shared-live.ts'
import { isReturn, unlessProjectDeleted } from '../lives.ts'

export const taskKeys = {
  tasks: (projectId: Id) => liveKey<TasksState>(`tasks:${projectId}`),
} as const

export interface TaskLives {
  /** The checklist of a project, in its order. */
  tasks(projectId: Id): Live<TasksState>
}

export function createTaskLives(shared: SharedLive, { tasks }: Api): TaskLives {
  return {
    tasks: (projectId) =>
      shared<TasksState, ProjectEvent>(taskKeys.tasks(projectId), {
        channel: channels.project(projectId),
        load: (call) => tasks.list(projectId, call),
        reduce: unlessProjectDeleted(applyTasks),
        isIncomplete: isReturn,
        rowsOf,
      }),
  }
}

function rowsOf(event: ProjectEvent): Id[] {
  switch (event.type) {
    case 'task.added':
      return [event.task.id]
    case 'task.changed':
      return rowIds(event.tasks)
    default:
      return []
  }
}
