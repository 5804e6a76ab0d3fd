/** Channel `project:{id}` applied to the project's checklist. The tasks of an item come and go with it. */
import { keepRows, putRows, removeRows, replaceRows, withValues } from '../../core/rows.ts'
import type { ProjectEvent } from '../events.ts'
import { byPlace, type Task, type TasksState } from './entity.ts'

/** The checklist after the event; the same state when the event tells nothing new. */
export function applyTasks(state: TasksState, event: ProjectEvent): TasksState {
  switch (event.type) {
    case 'task.added':
      return withValues(state, { data: putRows(state.data, [event.task], byPlace) })
    case 'task.changed':
      return withValues(state, { data: inOrder(replaceRows(state.data, event.tasks)) })
    case 'task.removed':
      return withValues(state, { data: removeRows(state.data, [event.taskId]) })
    case 'item.added':
    case 'project.reactivated':
      return withValues(state, { data: putRows(state.data, event.tasks ?? [], byPlace) })
    case 'item.removed':
    case 'project.archived': {
      const gone = new Set(event.itemIds)
      return withValues(state, {
        data: keepRows(state.data, ({ itemId }) => itemId === null || !gone.has(itemId)),
      })
    }
    default:
      return state
  }
}

function inOrder(tasks: Task[]): Task[] {
  const isSorted = tasks.every((task, index) => {
    const before = tasks[index - 1]
    return before === undefined || byPlace(before, task) < 0
  })
  return isSorted ? tasks : tasks.toSorted(byPlace)
}
