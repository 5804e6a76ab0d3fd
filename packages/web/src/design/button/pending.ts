/**
 * How a button shows that its work is under way. Not React Aria's own `isPending`: that announces through an element
 * which names the button by id, and points nowhere once the button has gone with the form it sent.
 */
import type { ButtonProps } from 'react-aria-components'

/** Attributes over a button's own: nothing while `isPending` is false. */
export function pendingProps(isPending: boolean): ButtonProps & { 'data-pending'?: true } {
  if (!isPending) return {}
  return { 'data-pending': true, 'aria-disabled': true, type: 'button', onPress: () => {} }
}
