/** Says at an item that a text of it is not saved. Nothing while all is, or is about to be. */
import type { Id } from '@copydesk/contract'
import { PenLine } from 'lucide-react'
import { counts } from './counts.ts'
import styles from './Unsaved.module.css'
import { useOfUnsaved } from './use-unsaved.ts'

export function UnsavedMark({ versionId }: { versionId: Id }) {
  const isUnsaved = useOfUnsaved((all) =>
    all.some(
      (one) =>
        one.entry.subject.kind === 'version' && one.entry.subject.versionId === versionId && counts(one),
    ),
  )
  if (!isUnsaved) return null
  return (
    <span className={styles.mark} title="A text that you wrote here is not saved yet">
      <PenLine size={12} aria-hidden />
      unsaved
    </span>
  )
}
