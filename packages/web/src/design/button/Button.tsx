/** The button with a text, and the link that looks like one. What it does is the caller's. */
import type { ReactNode, Ref } from 'react'
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Link as AriaLink,
  type LinkProps as AriaLinkProps,
} from 'react-aria-components'
import { cx } from '../class-names.ts'
import styles from './Button.module.css'
import { firstClickProps } from './first-click.ts'
import { pendingProps, useDisabledProps } from './pending.ts'

export interface ButtonLook {
  /** `primary` once per view; `secondary` beside it; `quiet` in bars and rows; `danger` for what cannot be undone. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'medium' | 'small'
  /** An icon of lucide-react before the text; the design sets its size. */
  icon?: ReactNode
}

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children'>, ButtonLook {
  ref?: Ref<HTMLButtonElement>
  /** Once this is done another button may stand in its place: the second click of a double click does nothing. */
  isStep?: boolean
  children: ReactNode
}

/**
 * A button with a text. `isPending` shows that its work is under way; it keeps the focus and does nothing more. Nor
 * does it lose the focus when it is disabled while it has it.
 */
export function Button({
  variant = 'secondary',
  size = 'medium',
  icon,
  isPending = false,
  isStep = false,
  children,
  ...props
}: ButtonProps) {
  const disabledProps = useDisabledProps(props)
  return (
    <AriaButton
      {...props}
      {...disabledProps}
      {...firstClickProps(isStep)}
      {...pendingProps(isPending)}
      className={cx(styles.button, styles[variant], size === 'small' && styles.small)}
    >
      {icon}
      {children}
    </AriaButton>
  )
}

export interface ButtonLinkProps extends Omit<AriaLinkProps, 'className' | 'children'>, ButtonLook {
  children: ReactNode
}

/** A link in the clothes of a button: for going somewhere, not for doing something. */
export function ButtonLink({
  variant = 'secondary',
  size = 'medium',
  icon,
  children,
  ...props
}: ButtonLinkProps) {
  return (
    <AriaLink {...props} className={cx(styles.button, styles[variant], size === 'small' && styles.small)}>
      {icon}
      {children}
    </AriaLink>
  )
}
