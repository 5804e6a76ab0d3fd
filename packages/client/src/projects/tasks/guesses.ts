/** What changing and deleting a task will do to its checklist. */
import { applyTasks, type ChangeTask, type Id, type Task, type TasksState } from '@copydesk/contract'
import { type Authorship, changedRow, definedOnly, event } from '../../live/guess.ts'

export function guessTask(who: Authorship, taskId: Id, change: ChangeTask) {
  return (state: TasksState): TasksState => {
    const tasks = state.data
      .filter(({ id }) => id === taskId)
      .map((task) =>
        changedRow<Task>(task, taskChange(who, task, change), { updatedAt: who.at, updatedBy: who.actor }),
      )
    return applyTasks(state, { ...event(who, 'task.changed'), tasks })
  }
}

function taskChange({ actor, at }: Authorship, { done: before }: Task, change: ChangeTask): Partial<Task> {
  const { done, ...rest } = definedOnly(change)
  if (done === undefined || done === (before !== null)) return rest
  return { ...rest, done: done ? { by: actor, at } : null }
}

/** After the reply: the task as the server made it. */
export function knownTask(who: Authorship, task: Task) {
  return (state: TasksState): TasksState =>
    applyTasks(state, { ...event(who, 'task.changed'), tasks: [task] })
}

export function guessTaskRemoved(who: Authorship, taskId: Id) {
  return (state: TasksState): TasksState => applyTasks(state, { ...event(who, 'task.removed'), taskId })
}
