/** The check box, and its bare mark for rows that are selected as a whole. */
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaCheckboxProps } from 'react-aria-components'
import { cx } from '../class-names.ts'
import styles from './Checkbox.module.css'

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'className' | 'children'> {
  /** The text beside it; without one, give an `aria-label`. */
  children?: ReactNode
}

/** A check box with its label. */
export function Checkbox({ children, ...props }: CheckboxProps) {
  return (
    <AriaCheckbox {...props} className={cx(styles.checkbox)}>
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className={cx(styles.box)}>{mark(isSelected, isIndeterminate)}</span>
          {children}
        </>
      )}
    </AriaCheckbox>
  )
}

/** The look of a check box without being one: the row around it carries the state for screen readers. */
export function CheckMark({ state }: { state: 'on' | 'off' | 'some' }) {
  return (
    <span className={cx(styles.box)} data-on={state === 'off' ? undefined : ''} aria-hidden>
      {mark(state === 'on', state === 'some')}
    </span>
  )
}

function mark(isSelected: boolean, isIndeterminate: boolean): ReactNode {
  if (isIndeterminate) return <Minus size={12} strokeWidth={3} aria-hidden />
  return isSelected ? <Check size={12} strokeWidth={3} aria-hidden /> : null
}
