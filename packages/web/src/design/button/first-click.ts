/**
 * For buttons in whose place another one may stand once they have done theirs, the next step of a text or the same of
 * another row: the second click of a double click belongs to the first. What keys and assistive technology press is not
 * counted.
 */
import type { MouseEvent } from 'react'

interface FirstClickProps {
  onClickCapture?: (event: MouseEvent) => void
}

/** Attributes over a button's own: nothing while `isStep` is false. */
export function firstClickProps(isStep: boolean): FirstClickProps {
  return isStep ? { onClickCapture: keepRepeated } : {}
}

function keepRepeated(event: MouseEvent): void {
  if (event.detail <= 1) return
  event.preventDefault()
  event.stopPropagation()
}
