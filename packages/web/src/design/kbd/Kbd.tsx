/** A key as printed on a keyboard. */
import type { ReactNode } from 'react'
import styles from './Kbd.module.css'

/** One key: `<Kbd>j</Kbd>`. */
export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className={styles.kbd}>{children}</kbd>
}
