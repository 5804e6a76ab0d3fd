/** What stands where a list has nothing: why, and what to do next. */
import type { ReactNode } from 'react'
import styles from './Feedback.module.css'

export interface EmptyStateProps {
  icon: ReactNode
  title: string
  children?: ReactNode
  /** The button that does the next thing. */
  action?: ReactNode
}

/** Centred icon, title, one sentence and an action. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      <span className={styles.stateIcon} aria-hidden>
        {icon}
      </span>
      <h2 className={styles.title}>{title}</h2>
      {children !== undefined && <p className={styles.text}>{children}</p>}
      {action !== undefined && <div className={styles.actions}>{action}</div>}
    </div>
  )
}
