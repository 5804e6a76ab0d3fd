/** The raised sheet of a tooltip. Only Tooltip.tsx imports this module: placing it is weight that the first screen does without. */
import type { ReactNode, RefObject } from 'react'
import {
  Tooltip as AriaTooltip,
  TooltipContext,
  type TooltipTriggerState,
  TooltipTriggerStateContext,
} from 'react-aria-components'
import { Kbd } from '../kbd/Kbd.tsx'
import styles from './Tooltip.module.css'

export interface TooltipSheetProps {
  trigger: {
    /** Opens and closes it. */
    state: TooltipTriggerState
    /** What it stands beside; that is described by the words with this id. */
    controlRef: RefObject<HTMLElement | null>
    id: string | undefined
  }
  children: ReactNode
  shortcut?: string
}

/** Drawn while it is open. */
export function TooltipSheet({ trigger, children, shortcut }: TooltipSheetProps) {
  const { state, controlRef, id } = trigger
  return (
    <TooltipTriggerStateContext value={state}>
      <TooltipContext value={{ ...(id === undefined ? {} : { id }), triggerRef: controlRef }}>
        <AriaTooltip className={styles.tooltip} offset={6}>
          {children}
          {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
        </AriaTooltip>
      </TooltipContext>
    </TooltipTriggerStateContext>
  )
}
