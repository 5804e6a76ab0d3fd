/** Tasks in their order; within the whole checklist each says which item it is about. */
import type { RowChanges } from '@copydesk/client'
import type { Person, ProjectItem, Task } from '@copydesk/contract'
import styles from './Checklist.module.css'
import { TaskLine } from './TaskLine.tsx'

export interface TaskListProps {
  tasks: readonly Task[]
  /** What others changed just now. */
  changes: RowChanges
  /** Null where all are about the one item that is shown. */
  items: readonly ProjectItem[] | null
  people: readonly Person[]
}

export function TaskList({ tasks, changes, items, people }: TaskListProps) {
  if (tasks.length === 0) return null
  return (
    <ul aria-label="Tasks" className={styles.tasks}>
      {tasks.map((task, index) => (
        <TaskLine
          key={task.id}
          task={task}
          change={changes.get(task.id)}
          item={items?.find(({ id }) => id === task.itemId) ?? null}
          people={people}
          before={tasks[index - 1]?.id ?? null}
          /* Moving down puts it before the one after the next. */
          next={index === tasks.length - 1 ? undefined : (tasks[index + 2]?.id ?? null)}
        />
      ))}
    </ul>
  )
}
