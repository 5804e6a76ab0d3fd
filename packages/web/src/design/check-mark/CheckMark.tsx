/** The look of a check box, for rows that are selected as a whole: the row carries the state for screen readers. */
import { Check, Minus } from 'lucide-react'
import { cx } from '../class-names.ts'
import styles from './CheckMark.module.css'

/** `some` is the mark of a heading whose rows are selected in part. */
export function CheckMark({ state }: { state: 'on' | 'off' | 'some' }) {
  return (
    <span className={cx(styles.box, state !== 'off' && styles.on)} aria-hidden>
      {state === 'some' && <Minus size={12} strokeWidth={3} />}
      {state === 'on' && <Check size={12} strokeWidth={3} />}
    </span>
  )
}
