/** When an item or a task is due. */
import { type CalendarDate, type ProjectItem, wasPublished } from '@copydesk/contract'
import { CalendarDay, cx } from '../../design/index.ts'
import styles from '../review/cell-controls.module.css'
import { isOverdue } from './due-date.ts'

/** What is due, and whether that is over: it is out, or done. */
export interface DueProps {
  dueAt: CalendarDate | null
  isOver: boolean
}

/** What is to be said of an item. */
export function dueOf({ dueAt, status }: ProjectItem): DueProps {
  return { dueAt, isOver: wasPublished(status) }
}

/** The day alone; in red once it has passed and it is not over. */
export function DueDay({ dueAt, isOver }: DueProps) {
  if (dueAt === null) return <span className={styles.none}>–</span>
  const isLate = isOverdue(dueAt, Date.now()) && !isOver
  return (
    <span className={cx(isLate && styles.overdue)}>
      <CalendarDay day={dueAt} />
      {isLate && ' · late'}
    </span>
  )
}
