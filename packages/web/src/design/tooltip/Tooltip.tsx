/** A few words about a control, on hover and on keyboard focus. Never the only place of something important. */
import type { ReactNode } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger as AriaTooltipTrigger } from 'react-aria-components'
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

/** The words, with the shortcut key if there is one. */
export function Tooltip({ children, shortcut }: { children: ReactNode; shortcut?: string }) {
  return (
    <AriaTooltip className={styles.tooltip} offset={6}>
      {children}
      {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
    </AriaTooltip>
  )
}
