/** Stands for answers of a long thread that are left out, and brings them in. */
import type { Id } from '@copydesk/contract'
import { ArrowDown, ListCollapse } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/index.ts'
import styles from './Comments.module.css'
import { broughtAtOnce } from './threads.ts'

export interface LeftOutAnswersProps {
  /** How many there are. */
  count: number
  /** Brings some of them in; resolves when they are there, or cannot be had. */
  onBring: () => Promise<unknown>
  newestId: Id
}

export function LeftOutAnswers({ count, onBring, newestId }: LeftOutAnswersProps) {
  const [isPending, setPending] = useState(false)
  const next = Math.min(count, broughtAtOnce)
  const answers = next === 1 ? 'answer' : 'answers'
  const bring = async () => {
    setPending(true)
    await onBring()
    setPending(false)
  }
  return (
    <div className={styles.threadTools}>
      <Button
        size="small"
        variant="quiet"
        icon={<ListCollapse size={14} />}
        isPending={isPending}
        onPress={() => void bring()}
      >
        {next === count ? `${count} more ${answers}` : `${next} of ${count.toLocaleString()} more ${answers}`}
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
