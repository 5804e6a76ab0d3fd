/** How far the approvals of an item are: "1 of 2". */
import type { ProjectItem } from '@copydesk/contract'
import { Spoken } from '../../../design/index.ts'
import styles from './Items.module.css'

export function ApprovalMark({ item: { approvals } }: { item: ProjectItem }) {
  if (approvals === null) return null
  const { given, needed, step, steps } = approvals
  return (
    <span className={styles.soft}>
      {given} of {needed}
      <Spoken> approvals{steps === 1 ? '' : ` in step ${step} of ${steps}`}</Spoken>
    </span>
  )
}
