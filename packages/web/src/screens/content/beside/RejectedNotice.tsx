/** Why a version was rejected, above its text: also while that is being put right, until it is sent again. */
import type { VersionSummary } from '@copydesk/contract'
import { MessageSquareWarning } from 'lucide-react'
import { useState } from 'react'
import { RejectionWords } from '../../../projects/review/RejectionWords.tsx'
import styles from './RejectedNotice.module.css'

export function RejectedNotice({ version: { rejection, status } }: { version: VersionSummary }) {
  // The first key pressed makes a draft of it; whoever follows the sentence still has to read it.
  const [last, setLast] = useState(rejection)
  const shown = rejection ?? (status === 'draft' ? last : null)
  if (shown !== last) setLast(shown)
  return (
    shown !== null && (
      <div role="status" aria-label="Rejected" className={styles.notice}>
        <MessageSquareWarning size={15} className={styles.icon} aria-hidden />
        <RejectionWords rejection={shown} />
      </div>
    )
  )
}
