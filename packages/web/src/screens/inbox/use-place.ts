/** Keeps where one was in a list, so that opening an entry and coming back does not lose it. */
import { type RefObject, useLayoutEffect, useState } from 'react'
import { recallPlace, rememberPlace } from '../../design/index.ts'

/** The place of before, under this name; `isThere` once the list can be scrolled. Rows carry `data-id`. */
export function usePlace(listRef: RefObject<HTMLElement | null>, name: string, isThere: boolean) {
  const [place] = useState(() => recallPlace(name))
  useLayoutEffect(() => {
    const scroller = listRef.current?.parentElement
    if (!isThere || !scroller) return
    scroller.scrollTop = place.scrollTop
    let rowId = place.rowId
    const onFocus = ({ target }: FocusEvent) => {
      rowId = (target as Element).closest<HTMLElement>('[data-id]')?.dataset.id ?? rowId
    }
    scroller.addEventListener('focusin', onFocus)
    return () => {
      scroller.removeEventListener('focusin', onFocus)
      rememberPlace(name, { scrollTop: scroller.scrollTop, rowId })
    }
  }, [listRef, name, isThere, place])
  return place
}
