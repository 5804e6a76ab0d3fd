/** A raised sheet beside what opened it: for details and small forms, in place of a modal. */
import { type ReactNode, type RefObject, Suspense } from 'react'
import type { PopoverProps as AriaPopoverProps } from 'react-aria-components'
import { PopoverSheet, useEverOpened } from './lazy-overlays.ts'
import { useOpener } from './opener.tsx'

export interface PopoverProps {
  /** Spoken when it opens. */
  label: string
  /** Leaves the padding to the content. */
  isFlush?: boolean
  placement?: NonNullable<AriaPopoverProps['placement']>
  /** Alone, without a PopoverTrigger: what it stands beside, and whether it is open. */
  triggerRef?: RefObject<Element | null>
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  /** The content, or a function that is given `close`. */
  children: ReactNode | ((dialog: { close: () => void }) => ReactNode)
}

/** Use inside a PopoverTrigger after the button, or alone with `triggerRef`, `isOpen` and `onOpenChange`. */
export function Popover({
  label,
  isFlush = false,
  placement = 'bottom start',
  children,
  ...alone
}: PopoverProps) {
  const opener = useOpener()
  const isAlone = alone.isOpen !== undefined
  const isOpen = alone.isOpen ?? opener?.isOpen ?? false
  const setOpen = (next: boolean) => (isAlone ? alone.onOpenChange?.(next) : opener?.setOpen(next))
  const triggerRef = alone.triggerRef ?? opener?.buttonRef
  if (!useEverOpened(isOpen) || triggerRef === undefined) return null
  return (
    <Suspense>
      <PopoverSheet
        label={label}
        isFlush={isFlush}
        placement={placement}
        triggerRef={triggerRef}
        isOpen={isOpen}
        onOpenChange={setOpen}
      >
        {typeof children === 'function' ? children({ close: () => setOpen(false) }) : children}
      </PopoverSheet>
    </Suspense>
  )
}
