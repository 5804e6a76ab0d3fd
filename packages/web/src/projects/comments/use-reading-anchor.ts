/**
 * Keeps what one reads where it is while comments come in above it: after each change of the list, the scrolling is
 * moved by as much as the comment being read (or written under) has moved. At the very top, with the focus elsewhere,
 * new comments simply appear, since the top is where one looks for them.
 */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

interface Anchor {
  element: Element
  top: number
  /** Of the scroller: a scroll is told only with the next frame, and must not be taken for a move of the list. */
  scrollTop: number
}

/** `list` is what changes; the elements that may be the anchor carry `data-comment-id`. */
export function useReadingAnchor(scrollerRef: RefObject<HTMLElement | null>, list: unknown): void {
  const anchor = useRef<Anchor | null>(null)

  // Not a layout effect: the scrolling element is around this component, so its ref is set after those have run.
  useEffect(() => {
    const scroller = scrollerRef.current
    if (scroller === null) return
    const note = () => {
      anchor.current = findAnchor(scroller)
    }
    scroller.addEventListener('scroll', note, { passive: true })
    scroller.addEventListener('focusin', note)
    return () => {
      scroller.removeEventListener('scroll', note)
      scroller.removeEventListener('focusin', note)
    }
  }, [scrollerRef])

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs after each change of the list.
  useLayoutEffect(() => {
    const scroller = scrollerRef.current
    if (scroller === null) return
    const before = anchor.current
    if (before?.element.isConnected) {
      const scrolled = scroller.scrollTop - before.scrollTop
      const moved = before.element.getBoundingClientRect().top + scrolled - before.top
      if (moved !== 0 && isReading(scroller)) scroller.scrollTop += moved
    }
    anchor.current = findAnchor(scroller)
  }, [scrollerRef, list])
}

function isReading(scroller: HTMLElement): boolean {
  return scroller.scrollTop > 0 || focusedComment(scroller) !== null
}

function focusedComment(scroller: HTMLElement): Element | null {
  const { activeElement } = document
  if (activeElement === null || !scroller.contains(activeElement)) return null
  return activeElement.closest('[data-thread-id]')
}

/** The thread with the focus, or else the first comment that can be seen. */
function findAnchor(scroller: HTMLElement): Anchor | null {
  const top = scroller.getBoundingClientRect().top
  const focused = focusedComment(scroller)
  const candidates = [...scroller.querySelectorAll('[data-comment-id]')]
  const element = focused ?? candidates.find((one) => one.getBoundingClientRect().bottom > top)
  if (element === undefined) return null
  return { element, top: element.getBoundingClientRect().top, scrollTop: scroller.scrollTop }
}
