/** The commands of a project's checklist. */
import type { AddTask, ChangeTask, Id, Task } from '@copydesk/contract'
import type { Api } from '../../api.ts'
import type { CommandOutcome, CommandRunner } from '../../live/command-runner.ts'
import type { LiveStore } from '../../live/live-store.ts'
import * as guesses from './guesses.ts'
import { taskKeys } from './lives.ts'

export interface TaskCommands {
  addTask(projectId: Id, task: AddTask): Promise<CommandOutcome<Task>>
  /** Changes a task, ticks it off or opens it again. */
  changeTask(task: Task, change: ChangeTask): Promise<CommandOutcome<Task>>
  /** Puts it before another one; null: at the end. */
  moveTask(task: Task, before: Id | null): Promise<CommandOutcome<Task>>
  removeTask(task: Task): Promise<CommandOutcome<void>>
  /** Undoes a removal. */
  restoreTask(task: Task): Promise<CommandOutcome<Task>>
}

export function createTaskCommands(api: Api, store: LiveStore, { run, write }: CommandRunner): TaskCommands {
  const shown = (projectId: Id) => store.active(taskKeys.tasks(projectId))
  return {
    addTask: (projectId, task) => run((commandId) => api.tasks.add(projectId, task, { commandId })),
    changeTask: ({ projectId, id }, change) =>
      write(
        (commandId) => api.tasks.change(projectId, id, change, { commandId }),
        (show, who) =>
          show(shown(projectId), guesses.guessTask(who, id, change), (task: Task) =>
            guesses.knownTask(who, task),
          ),
      ),
    moveTask: ({ projectId, id }, before) =>
      run((commandId) => api.tasks.move(projectId, id, before, { commandId })),
    removeTask: ({ projectId, id }) =>
      write(
        (commandId) => api.tasks.remove(projectId, id, { commandId }),
        (show, who) => show(shown(projectId), guesses.guessTaskRemoved(who, id)),
      ),
    restoreTask: ({ projectId, id }) => run((commandId) => api.tasks.restore(projectId, id, { commandId })),
  }
}
