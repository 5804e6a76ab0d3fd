/** A few words about a control, on hover and on keyboard focus. Never the only place of something important. */
import { type ReactNode, useContext } from 'react'
import {
  Tooltip as AriaTooltip,
  TooltipTrigger as AriaTooltipTrigger,
  TooltipTriggerStateContext,
} from 'react-aria-components'
import { Kbd } from '../kbd/Kbd.tsx'
import styles from './Tooltip.module.css'

/** Wraps a focusable control and its {@link Tooltip}. */
export function TooltipTrigger({ children }: { children: ReactNode }) {
  return (
    <AriaTooltipTrigger delay={500} closeDelay={0}>
      {children}
    </AriaTooltipTrigger>
  )
}

/**
 * The words, with the shortcut key if there is one. Gone at once when it closes: React Aria waits for the end of an
 * animation, which never comes where the next tooltip opened meanwhile, and leaves the words to be read out.
 */
export function Tooltip({ children, shortcut }: { children: ReactNode; shortcut?: string }) {
  const isOpen = useContext(TooltipTriggerStateContext)?.isOpen ?? false
  if (!isOpen) return null
  return (
    <AriaTooltip className={styles.tooltip} offset={6}>
      {children}
      {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
    </AriaTooltip>
  )
}
