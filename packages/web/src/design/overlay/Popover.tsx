/** A raised sheet beside what opened it: for details and small forms, in place of a modal. */
import type { ReactNode } from 'react'
import {
  Dialog as AriaDialog,
  Popover as AriaPopover,
  type PopoverProps as AriaPopoverProps,
} from 'react-aria-components'
import { cx } from '../class-names.ts'
import styles from './Popover.module.css'

export { DialogTrigger as PopoverTrigger } from 'react-aria-components'

export interface PopoverProps extends Omit<AriaPopoverProps, 'className' | 'children'> {
  /** Spoken when it opens. */
  label: string
  /** Leaves the padding to the content. */
  isFlush?: boolean
  /** The content, or a function that is given `close`. */
  children: ReactNode | ((dialog: { close: () => void }) => ReactNode)
}

/** Use inside a PopoverTrigger after the button, or alone with `triggerRef`, `isOpen` and `onOpenChange`. */
export function Popover({ label, isFlush = false, children, ...props }: PopoverProps) {
  return (
    <AriaPopover {...props} className={cx(styles.popover)}>
      <AriaDialog aria-label={label} className={cx(styles.dialog, isFlush && styles.flush)}>
        {children}
      </AriaDialog>
    </AriaPopover>
  )
}
