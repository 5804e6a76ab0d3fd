/**
 * Keeps the row that has the focus in view when it comes to stand elsewhere, by another status in a list that is sorted
 * or grouped by it for instance; unless one had scrolled away from it.
 */
import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useRef } from 'react'

/** `index` and `id` are the tab stop's. */
export function useFollowRow(
  gridRef: RefObject<HTMLElement | null>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  index: number,
  id: string | undefined,
): void {
  const last = useRef({ index, id, wasInView: false })
  useLayoutEffect(() => {
    const before = last.current
    const isSameRow = before.id === id && before.wasInView && before.index !== index
    if (isSameRow && gridRef.current?.contains(document.activeElement)) {
      virtualizer.scrollToIndex(index, { align: 'auto' })
    }
    const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {}
    const isInView = index >= startIndex && index <= endIndex
    last.current = { index, id, wasInView: isInView || (isSameRow && before.wasInView) }
  })
}
