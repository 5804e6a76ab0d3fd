/** Why a version was rejected, above its text, until it is sent again. */
import type { Id } from '@copydesk/contract'
import { MessageSquareWarning } from 'lucide-react'
import { RejectionWords } from '../../../projects/review/RejectionWords.tsx'
import styles from './RejectedNotice.module.css'
import { useHoldingItem } from './use-holding-item.ts'

export function RejectedNotice({ projectId, versionId }: { projectId: Id; versionId: Id }) {
  const { item } = useHoldingItem(projectId, versionId)
  if (item === null || item.rejection === null) return null
  return (
    <div role="status" aria-label="Rejected" className={styles.notice}>
      <MessageSquareWarning size={15} className={styles.icon} aria-hidden />
      <RejectionWords rejection={item.rejection} />
    </div>
  )
}
