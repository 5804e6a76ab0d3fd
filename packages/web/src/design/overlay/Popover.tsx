/** A raised sheet beside what opened it: for details and small forms, in place of a modal. */
import { type ReactNode, use } from 'react'
import {
  Popover as AriaPopover,
  type PopoverProps as AriaPopoverProps,
  OverlayTriggerStateContext,
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

/**
 * Use inside a PopoverTrigger after the button, or alone with `triggerRef`, `isOpen` and `onOpenChange`. The sheet
 * itself is the dialog, so that React Aria's hidden dismiss buttons are inside it and not outside every landmark.
 */
export function Popover({ label, isFlush = false, children, ...props }: PopoverProps) {
  const trigger = use(OverlayTriggerStateContext)
  const close = () => (props.isOpen === undefined ? trigger?.close() : props.onOpenChange?.(false))
  return (
    <AriaPopover {...props} aria-label={label} className={cx(styles.popover)}>
      <div className={cx(styles.content, isFlush && styles.flush)}>
        {typeof children === 'function' ? children({ close }) : children}
      </div>
    </AriaPopover>
  )
}
