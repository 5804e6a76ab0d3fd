/** A part of the project that someone else changed just now: framed for a moment, with who did what. */
import type { RowChange } from '@copydesk/client'
import type { ReactNode } from 'react'
import { cx, Flag } from '../../../design/index.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import styles from './Header.module.css'

export interface ChangeMarkProps {
  change: RowChange | undefined
  field: 'name' | 'description'
  /** After the name: "renamed it". */
  deed: string
  children: ReactNode
}

export function ChangeMark({ change, field, deed, children }: ChangeMarkProps) {
  const nameOf = useNameOf()
  const isMarked = change?.fields.includes(field) ?? false
  return (
    <span className={cx(styles.markable, isMarked && styles.marked)}>
      {children}
      {isMarked && change !== undefined && <Flag by={nameOf(change.actor)} deed={deed} />}
    </span>
  )
}
