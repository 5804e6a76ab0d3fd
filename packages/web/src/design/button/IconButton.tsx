/** The button that shows only an icon. Its label is spoken, and shown in a tooltip. */
import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { cx } from '../class-names.ts'
import { Tooltip, TooltipTrigger } from '../tooltip/Tooltip.tsx'
import styles from './Button.module.css'
import { pendingProps } from './pending.ts'

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'aria-label'> {
  /** What it does, in words. */
  label: string
  /** The key that does the same, shown in the tooltip. */
  shortcut?: string
  size?: 'medium' | 'small'
  variant?: 'quiet' | 'secondary'
  ref?: Ref<HTMLButtonElement>
  children: ReactNode
}

/** A square button around one icon of lucide-react. */
export function IconButton({
  label,
  shortcut,
  size = 'medium',
  variant = 'quiet',
  isPending = false,
  children,
  ...props
}: IconButtonProps) {
  return (
    <TooltipTrigger>
      <AriaButton
        {...props}
        {...pendingProps(isPending)}
        aria-label={label}
        className={cx(styles.button, styles.icon, styles[variant], size === 'small' && styles.small)}
      >
        {children}
      </AriaButton>
      <Tooltip {...(shortcut === undefined ? {} : { shortcut })}>{label}</Tooltip>
    </TooltipTrigger>
  )
}
