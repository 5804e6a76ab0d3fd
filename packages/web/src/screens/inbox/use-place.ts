/**
 * Keeps where one was in a list, so that opening an entry and coming back does not lose it: the row at the upper edge is
 * there again, whatever came in above it meanwhile. At the very top one stays there, where what is new appears. Lost with
 * the window.
 */
import { type RefObject, useLayoutEffect, useState } from 'react'

interface Place {
  scrollTop: number
  /** The row at the upper edge, and how far below that edge it begins. */
  upper: { id: string; offset: number } | undefined
  /** The row that one was at. */
  rowId: string
}

const beginning: Place = { scrollTop: 0, upper: undefined, rowId: '' }
const places = new Map<string, Place>()

/** The place of before, under this name; `isThere` once the list can be scrolled. Rows carry `data-id`. */
export function usePlace(listRef: RefObject<HTMLElement | null>, name: string, isThere: boolean) {
  const [place] = useState(() => places.get(name) ?? beginning)
  useLayoutEffect(() => {
    const scroller = listRef.current?.parentElement
    if (!isThere || !scroller) return
    scrollTo(scroller, place)
    let rowId = place.rowId
    const onFocus = ({ target }: FocusEvent) => {
      rowId = (target as Element).closest<HTMLElement>('[data-id]')?.dataset.id ?? rowId
    }
    scroller.addEventListener('focusin', onFocus)
    return () => {
      scroller.removeEventListener('focusin', onFocus)
      places.set(name, { scrollTop: scroller.scrollTop, upper: upperRow(scroller), rowId })
    }
  }, [listRef, name, isThere, place])
  return place
}

function scrollTo(scroller: HTMLElement, { scrollTop, upper }: Place): void {
  scroller.scrollTop = scrollTop
  if (scrollTop === 0 || upper === undefined) return
  const row = rowsOf(scroller).find(({ dataset }) => dataset.id === upper.id)
  if (row !== undefined) scroller.scrollTop += offsetOf(row, scroller) - upper.offset
}

function upperRow(scroller: HTMLElement): Place['upper'] {
  const edge = scroller.getBoundingClientRect().top
  const row = rowsOf(scroller).find((one) => one.getBoundingClientRect().bottom > edge)
  return row && { id: row.dataset.id ?? '', offset: offsetOf(row, scroller) }
}

function rowsOf(scroller: HTMLElement): HTMLElement[] {
  return [...scroller.querySelectorAll<HTMLElement>('[data-id]')]
}

function offsetOf(row: HTMLElement, scroller: HTMLElement): number {
  return row.getBoundingClientRect().top - scroller.getBoundingClientRect().top
}
