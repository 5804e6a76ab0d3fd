/**
 * Which row is the grid's tab stop, and how the focus follows it. The row is remembered by id, so it stays the same
 * one when rows are sorted or come and go; if it goes itself, the row that takes its place is next.
 */
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'

export interface RovingRow {
  /** Index of the tab stop among the rows; -1 without rows. */
  index: number
  /** Makes a row the tab stop without moving the focus. */
  setIndex: (index: number) => void
  /** Makes a row the tab stop and focuses it once it is drawn. */
  focusIndex: (index: number) => void
}

/** `ids` are the rows in their order on screen; `startId` is the tab stop at first, if it is among them. */
export function useRovingRow(
  gridRef: RefObject<HTMLElement | null>,
  ids: readonly string[],
  startId: string,
): RovingRow {
  const [active, setActive] = useState({ id: startId || (ids[0] ?? ''), index: 0 })
  const wantsFocus = useRef(false)

  const found = ids.indexOf(active.id)
  const index = found !== -1 ? found : Math.min(active.index, ids.length - 1)
  const id = ids[index]

  useLayoutEffect(() => {
    if (id === undefined || !wantsFocus.current) return
    wantsFocus.current = false
    const row = gridRef.current?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"]`)
    row?.focus({ preventScroll: true })
    // In a window of few lines it is the page that scrolls, of which the grid's own scrolling knows nothing.
    row?.scrollIntoView({ block: 'nearest' })
  })

  const setIndex = useCallback(
    (next: number) => {
      const nextId = ids[next]
      if (nextId === undefined) return
      setActive((now) => (now.id === nextId && now.index === next ? now : { id: nextId, index: next }))
    },
    [ids],
  )
  const focusIndex = useCallback(
    (next: number) => {
      wantsFocus.current = true
      setIndex(next)
    },
    [setIndex],
  )
  return { index, setIndex, focusIndex }
}
