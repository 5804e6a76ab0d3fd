/** Why a version was rejected, above its text, until it is sent again. */
import type { Rejection } from '@copydesk/contract'
import { MessageSquareWarning } from 'lucide-react'
import { RejectionWords } from '../../../projects/review/RejectionWords.tsx'
import styles from './RejectedNotice.module.css'

export function RejectedNotice({ rejection }: { rejection: Rejection }) {
  return (
    <div role="status" aria-label="Rejected" className={styles.notice}>
      <MessageSquareWarning size={15} className={styles.icon} aria-hidden />
      <RejectionWords rejection={rejection} />
    </div>
  )
}
