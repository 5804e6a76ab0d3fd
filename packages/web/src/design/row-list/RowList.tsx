/** Rows of facts, one below the other, no wider than one reads. For what one works through by columns there is the DataGrid. */
import type { ReactNode } from 'react'
import styles from './RowList.module.css'

export interface RowListProps {
  /** What the list is called, unless a heading says so. */
  label?: string
  /** The id of that heading. */
  labelledBy?: string
  /** `li` elements. */
  children: ReactNode
}

export function RowList({ label, labelledBy, children }: RowListProps) {
  return (
    <ul aria-label={label} aria-labelledby={labelledBy} className={styles.list}>
      {children}
    </ul>
  )
}
