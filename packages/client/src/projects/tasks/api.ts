/** Endpoints of a project's checklist. */
import type { AddTask, ChangeTask, Id, Snapshot, Task, TasksState } from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../../http/transport.ts'

export function createTasksApi({ get, send }: Transport) {
  const path = (projectId: Id, taskId?: Id) =>
    taskId ? `/projects/${projectId}/tasks/${taskId}` : `/projects/${projectId}/tasks`
  return {
    list: (projectId: Id, call?: CallOptions) => get<Snapshot<TasksState>>(path(projectId), {}, call),
    add: (projectId: Id, body: AddTask, call?: CommandOptions) =>
      send<Task>('POST', path(projectId), body, call),
    change: (projectId: Id, taskId: Id, body: ChangeTask, call?: CommandOptions & { revision?: number }) =>
      send<Task>('PATCH', path(projectId, taskId), body, call),
    /** Puts it before another one; null: at the end. */
    move: (projectId: Id, taskId: Id, before: Id | null, call?: CommandOptions) =>
      send<Task>('POST', `${path(projectId, taskId)}/move`, { before }, call),
    remove: (projectId: Id, taskId: Id, call?: CommandOptions) =>
      send<void>('DELETE', path(projectId, taskId), undefined, call),
    /** Puts a deleted one back as it was. */
    restore: (projectId: Id, taskId: Id, call?: CommandOptions) =>
      send<Task>('POST', `${path(projectId, taskId)}/restore`, undefined, call),
  }
}
