/**
 * Keeps all of an element in view as it grows under whoever writes in it: a browser follows the caret alone, so the
 * buttons below the field would end below the fold.
 */
import { type RefObject, useEffect } from 'react'

/** `isAtFirst`: also when it appears, before the focus is in it. */
export function useInViewAsItGrows(ref: RefObject<HTMLElement | null>, isAtFirst: boolean): void {
  useEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    let height = isAtFirst ? 0 : element.offsetHeight
    const observer = new ResizeObserver(() => {
      const isFirst = height === 0
      const isGrown = element.offsetHeight > height
      height = element.offsetHeight
      if (isGrown && (isFirst || element.contains(document.activeElement))) {
        element.scrollIntoView({ block: 'nearest' })
      }
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref, isAtFirst])
}
