/**
 * After going to another page, the focus starts at its beginning, so that the keyboard and screen readers are where
 * the eyes are; after going back to a list, at the row that one left it from. A change of the query within one page
 * leaves the focus alone, and so does the first page.
 */
import { type RefObject, useEffect, useRef } from 'react'
import { useLocation, useNavigationType } from 'react-router'

/** The row of a grid, or the entry of another list, that one left it from. */
const leftFrom = '[role="grid"] [data-row-id][tabindex="0"], [data-returned-to] a'
/** A list that takes longer to come than this finds one elsewhere. */
const patienceMs = 5_000

/** Focuses and scrolls up `main` whenever the path changes. */
export function useNavigationFocus(mainRef: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation()
  const kind = useNavigationType()
  const last = useRef(pathname)
  useEffect(() => {
    const main = mainRef.current
    if (main === null || last.current === pathname) return undefined
    last.current = pathname
    main.focus({ preventScroll: true })
    if (kind === 'POP') return focusWhenThere(main)
    main.scrollTo(0, 0)
    // In a short window, the document scrolls in place of it.
    window.scrollTo(0, 0)
    return undefined
  }, [pathname, kind, mainRef])
}

/** Leaves the focus alone once it was moved. Returns how to stop. */
function focusWhenThere(main: HTMLElement): () => void {
  const look = () => {
    if (document.activeElement !== main) stop()
    const row = main.querySelector<HTMLElement>(leftFrom)
    if (row === null) return
    row.focus({ preventScroll: true })
    row.scrollIntoView({ block: 'nearest' })
    stop()
  }
  const observer = new MutationObserver(look)
  const timer = setTimeout(() => stop(), patienceMs)
  const stop = () => {
    observer.disconnect()
    clearTimeout(timer)
  }
  observer.observe(main, { childList: true, subtree: true })
  look()
  return stop
}
