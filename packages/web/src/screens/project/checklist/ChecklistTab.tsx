/** The tab of what has to be done for the project and its items that is no content. */
import type { Id, Person, ProjectItem } from '@copydesk/contract'
import { useTasks } from '@copydesk/react'
import { ListChecks } from 'lucide-react'
import { EmptyState, ErrorState, SkeletonRows } from '../../../design/index.ts'
import { useMay } from '../../../people/use-may.ts'
import { AddTask } from './AddTask.tsx'
import styles from './Checklist.module.css'
import { TaskList } from './TaskList.tsx'

export interface ChecklistTabProps {
  projectId: Id
  items: readonly ProjectItem[]
  people: readonly Person[]
}

export function ChecklistTab({ projectId, items, people }: ChecklistTabProps) {
  const tasks = useTasks(projectId)
  const mayAdd = useMay('item.write')
  if (tasks.status === 'loading') return <SkeletonRows label="Loading the checklist" count={6} />
  if (tasks.data === undefined) {
    const error = tasks.error ?? { title: 'The checklist could not be loaded', remedy: 'Try again.' }
    return <ErrorState error={error} onRetry={() => void tasks.refresh()} />
  }
  return (
    <div className={styles.scroller}>
      <div className={styles.column}>
        {tasks.data.data.length === 0 && (
          <EmptyState icon={<ListChecks size={20} />} title="Nothing is on the checklist">
            What has to be done besides the content, such as “Legal has signed”. An open task can keep the
            project from being published.
          </EmptyState>
        )}
        <TaskList tasks={tasks.data.data} changes={tasks.changes} items={items} people={people} />
        {mayAdd && <AddTask projectId={projectId} itemId={null} />}
      </div>
    </div>
  )
}
