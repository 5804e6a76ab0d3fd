/** The tasks of one item, within its panel. */
import type { Id, Person } from '@copydesk/contract'
import { useTasks } from '@copydesk/react'
import { useMemo } from 'react'
import { useMay } from '../../../people/use-may.ts'
import { AddTask } from './AddTask.tsx'
import styles from './Checklist.module.css'
import { sayDone } from './say-done.ts'
import { TaskList } from './TaskList.tsx'

export interface ItemChecklistProps {
  projectId: Id
  itemId: Id
  people: readonly Person[]
}

export function ItemChecklist({ projectId, itemId, people }: ItemChecklistProps) {
  const { data, changes } = useTasks(projectId)
  const mayAdd = useMay('item.write')
  const tasks = useMemo(() => data?.data.filter((task) => task.itemId === itemId) ?? [], [data, itemId])
  if (data === undefined || (tasks.length === 0 && !mayAdd)) return null
  return (
    <section aria-label="Checklist" className={styles.section}>
      <h3 className={styles.heading}>
        Checklist <span className={styles.soft}>{sayDone(tasks)}</span>
      </h3>
      <TaskList tasks={tasks} changes={changes} items={null} people={people} />
      {mayAdd && <AddTask projectId={projectId} itemId={itemId} />}
    </section>
  )
}
