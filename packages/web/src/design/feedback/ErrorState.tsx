/** What stands where something could not be loaded: what happened, what to do, and a way to try again. */
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../button/Button.tsx'
import { cx } from '../class-names.ts'
import styles from './Feedback.module.css'

export interface ErrorStateProps {
  /** As far as a problem (RFC 9457) says it. */
  error: {
    title: string
    /** What to do about it. */
    remedy?: string | undefined
    /** The request's id, for the operator. */
    instance?: string | null | undefined
  }
  onRetry?: () => void
  /** Other ways on, such as a link back. */
  actions?: ReactNode
}

/** Spoken at once as an alert. */
export function ErrorState({ error, onRetry, actions }: ErrorStateProps) {
  const { title, remedy, instance } = error
  return (
    <div role="alert" className={styles.state}>
      <span className={cx(styles.stateIcon, styles.error)} aria-hidden>
        <CircleAlert size={20} />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {remedy !== undefined && <p className={styles.text}>{remedy}</p>}
      <div className={styles.actions}>
        {onRetry !== undefined && (
          <Button variant="primary" onPress={onRetry}>
            Try again
          </Button>
        )}
        {actions}
      </div>
      {instance && <p className={styles.reference}>Reference {instance}</p>}
    </div>
  )
}
