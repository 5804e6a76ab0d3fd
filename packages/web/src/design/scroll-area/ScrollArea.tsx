/** What scrolls of a screen: the height that its bars leave. */
import type { ReactNode } from 'react'
import styles from './ScrollArea.module.css'

export function ScrollArea({ children }: { children: ReactNode }) {
  return <div className={styles.area}>{children}</div>
}
