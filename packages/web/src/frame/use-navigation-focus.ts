/**
 * After going to another page, the focus starts at its beginning, so that the keyboard and screen readers are where
 * the eyes are. A change of the query within one page leaves the focus alone, and so does the first page.
 */
import { type RefObject, useEffect, useRef } from 'react'
import { useLocation } from 'react-router'

/** Focuses and scrolls up `main` whenever the path changes. */
export function useNavigationFocus(mainRef: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation()
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current === pathname) return
    last.current = pathname
    mainRef.current?.scrollTo(0, 0)
    mainRef.current?.focus({ preventScroll: true })
  }, [pathname, mainRef])
}
