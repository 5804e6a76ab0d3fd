/** Stands for the answers of a long thread that are folded away. */
import type { Id } from '@copydesk/contract'
import { ArrowDown, ListCollapse } from 'lucide-react'
import { Button } from '../../design/index.ts'
import styles from './Comments.module.css'
import { unfoldedAtOnce } from './threads.ts'
import type { Folded } from './use-folded.ts'

export interface FoldedAnswersProps {
  folded: Folded
  newestId: Id
}

export function FoldedAnswers({ folded: { count, unfold }, newestId }: FoldedAnswersProps) {
  const next = Math.min(count, unfoldedAtOnce)
  const answers = next === 1 ? 'answer' : 'answers'
  return (
    <div className={styles.threadTools}>
      <Button size="small" variant="quiet" icon={<ListCollapse size={14} />} onPress={unfold}>
        {next === count ? `${count} more ${answers}` : `${next} of ${count} more ${answers}`}
      </Button>
      <Button
        size="small"
        variant="quiet"
        icon={<ArrowDown size={14} />}
        onPress={() => {
          const newest = document.querySelector<HTMLElement>(`[data-comment-id="${CSS.escape(newestId)}"]`)
          newest?.scrollIntoView({ block: 'center' })
          newest?.focus({ preventScroll: true })
        }}
      >
        Newest
      </Button>
    </div>
  )
}
