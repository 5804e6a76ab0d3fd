/**
 * How a button rests without being disabled, because a disabled element loses the focus: while its work is under way,
 * and when it is disabled while it has the focus. For the first not React Aria's own `isPending`: that announces
 * through an element which names the button by id, and points nowhere once the button has gone with the form it sent.
 */
import { useState } from 'react'
import type { ButtonProps } from 'react-aria-components'

const resting = { 'aria-disabled': true, type: 'button', onPress: () => {} } as const

/** Attributes over a button's own: nothing while `isPending` is false. */
export function pendingProps(isPending: boolean): ButtonProps & { 'data-pending'?: true } {
  return isPending ? { 'data-pending': true, ...resting } : {}
}

/** Attributes over a button's own: it is disabled, but only once the focus has left it. */
export function useDisabledProps({ isDisabled = false, onFocusChange }: ButtonProps): ButtonProps {
  const [hasFocus, setFocus] = useState(false)
  return {
    isDisabled: isDisabled && !hasFocus,
    onFocusChange: (isFocused) => {
      setFocus(isFocused)
      onFocusChange?.(isFocused)
    },
    ...(isDisabled && hasFocus ? resting : {}),
  }
}
