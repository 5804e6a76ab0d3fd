/** Above a resolved thread: who resolved it and when, and what it was about while it is folded. */
import { type Comment, linesOfComment, parseComment } from '@copydesk/contract'
import { CircleCheck } from 'lucide-react'
import { Button, RelativeTime } from '../../../design/index.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import styles from './Resolution.module.css'

export interface ResolvedLineProps {
  resolved: NonNullable<Comment['resolved']>
  /** What its opening comment says. */
  about: string
  isFolded: boolean
  onFold: (isFolded: boolean) => void
}

export function ResolvedLine({ resolved, about, isFolded, onFold }: ResolvedLineProps) {
  const nameOf = useNameOf()
  return (
    <div className={styles.line}>
      <CircleCheck size={15} className={styles.icon} aria-hidden />
      <span className={styles.who}>
        Resolved by {nameOf(resolved.by)} · <RelativeTime at={resolved.at} />
      </span>
      {isFolded && (
        <span className={styles.about} dir="auto">
          {firstWords(about)}
        </span>
      )}
      <Button size="small" variant="quiet" aria-expanded={!isFolded} onPress={() => onFold(!isFolded)}>
        {isFolded ? 'Show thread' : 'Hide thread'}
      </Button>
    </div>
  )
}

/** As one plain line; more of a long comment is not looked at. */
function firstWords(body: string): string {
  const start = body.slice(0, 300).toWellFormed()
  return [...linesOfComment(parseComment(start))].join(' ').trim()
}
