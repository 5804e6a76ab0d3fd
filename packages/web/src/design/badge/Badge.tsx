/** A small count or word on something else. */
import type { ReactNode } from 'react'
import { cx } from '../class-names.ts'
import styles from './Badge.module.css'

export interface BadgeProps {
  tone?: 'neutral' | 'accent' | 'warning'
  /** `small` sits on an icon. */
  size?: 'medium' | 'small'
  children: ReactNode
}

/** `accent` for what waits for this person, `neutral` for plain counts. */
export function Badge({ tone = 'neutral', size = 'medium', children }: BadgeProps) {
  return <span className={cx(styles.badge, styles[tone], size === 'small' && styles.small)}>{children}</span>
}
