/**
 * Words for those who listen. Whatever scrolls around them must be positioned (`position: relative`), or they make the
 * document scroll.
 */
import type { ReactNode } from 'react'
import styles from './Spoken.module.css'

export interface SpokenProps {
  /** Changes are read out as they come. Draw it before there is anything to say. */
  isStatus?: boolean
  children: ReactNode
}

/** Text that is read out and not seen. */
export function Spoken({ isStatus = false, children }: SpokenProps) {
  return (
    <span role={isStatus ? 'status' : undefined} className={styles.spoken}>
      {children}
    </span>
  )
}
