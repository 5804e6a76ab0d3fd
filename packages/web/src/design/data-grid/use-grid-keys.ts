/**
 * The keyboard and the pointer of the grid, after the ARIA grid pattern: arrows, Home, End, Page Up and Page Down
 * move between rows, right and left walk the controls within one; Space, Shift and Ctrl-A select; Enter acts.
 * It decides what a key means; drawing and focusing are the grid's.
 */
import type { FocusEvent, KeyboardEvent, MouseEvent } from 'react'
import { useRef } from 'react'
import { controlSelector, isTextField, neighbour, rowByKey } from './navigation.ts'
import { allToggled, extended, toggled } from './selection.ts'
import type { RovingRow } from './use-roving-row.ts'

/** The keys of every grid, for the help about keys. */
export const gridKeys = [
  { key: '↑ ↓', words: 'Another row' },
  { key: '← →', words: 'What can be pressed in it' },
  { key: 'Enter', words: 'Open it, or fold a group' },
  { key: 'Space', words: 'Select it, or a group' },
  { key: 'Shift ↑ ↓', words: 'Select more' },
  { key: 'Mod+a', words: 'Select all' },
  { key: 'Escape', words: 'Select none' },
] as const

export interface GridKeysOptions {
  /** Of rows and headings, in their order on screen. */
  ids: readonly string[]
  /** Of all rows, those that are folded away too. */
  rowIds: readonly string[]
  /** By the id of each heading, the rows under it. */
  headings: ReadonlyMap<string, readonly string[]>
  roving: RovingRow
  pageSize: () => number
  selected: ReadonlySet<string>
  /** Null where rows cannot be selected. */
  onSelectionChange: ((selected: ReadonlySet<string>) => void) | null
  onAction: (index: number) => void
}

export interface GridKeys {
  onKeyDownCapture: (event: KeyboardEvent<HTMLElement>) => void
  onClick: (event: MouseEvent<HTMLElement>) => void
  onFocus: (event: FocusEvent<HTMLElement>) => void
}

/** Handlers for the grid element; events of the rows reach it. */
export function useGridKeys(options: GridKeysOptions): GridKeys {
  const { ids, roving, selected, onSelectionChange } = options
  /** Where a range that Shift extends began. */
  const anchorId = useRef('')

  const toggle = (id: string) => {
    anchorId.current = id
    const underIt = options.headings.get(id)
    onSelectionChange?.(underIt === undefined ? toggled(selected, id) : allToggled(selected, underIt))
  }
  const extendTo = (id: string) => {
    const next = [...extended(selected, ids, anchorId.current, id)]
    onSelectionChange?.(new Set(next.filter((one) => !options.headings.has(one))))
  }

  const onRowKey = (event: KeyboardEvent, id: string): boolean => {
    const withCtrl = event.ctrlKey || event.metaKey
    if (event.altKey || (withCtrl && event.key !== 'a')) return false
    if (withCtrl) {
      onSelectionChange?.(new Set(options.rowIds))
      return onSelectionChange !== null
    }
    if (event.key === ' ') {
      if (onSelectionChange === null) options.onAction(roving.index)
      else if (event.shiftKey) extendTo(id)
      else toggle(id)
      return true
    }
    if (event.key === 'Enter') {
      options.onAction(roving.index)
      return true
    }
    if (event.key === 'Escape' && selected.size > 0) {
      onSelectionChange?.(new Set())
      return true
    }
    return false
  }

  const onKeyDownCapture = (event: KeyboardEvent<HTMLElement>) => {
    const grid = event.currentTarget
    const target = event.target as HTMLElement
    // React hands on the events of popovers opened from a cell; those are not in the grid.
    if (!grid.contains(target)) return
    const row = target.closest<HTMLElement>('[role="row"]')
    if (row === null) return
    if (handle(event, row, target)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  const handle = (event: KeyboardEvent<HTMLElement>, row: HTMLElement, target: HTMLElement): boolean => {
    const isOnControl = target !== row
    const isHeader = row.hasAttribute('data-header-row')
    if (isOnControl && isTextField(target)) {
      if (event.key === 'Escape') row.focus()
      return false
    }
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const next = neighbour(row, target, event.key === 'ArrowRight' ? 1 : -1)
      if (next !== null) next.focus()
      else if (isOnControl && !isHeader && event.key === 'ArrowLeft') row.focus()
      return true
    }
    if (isHeader) {
      if (event.key === 'ArrowDown') roving.focusIndex(roving.index)
      return event.key === 'ArrowDown'
    }
    if (event.key === 'ArrowUp' && roving.index === 0 && !event.shiftKey) {
      event.currentTarget
        .querySelector('[data-header-row]')
        ?.querySelector<HTMLElement>(controlSelector)
        ?.focus()
      return true
    }
    const nextIndex = event.ctrlKey || event.metaKey || event.altKey ? null : moved(event.key)
    const nextId = nextIndex === null ? undefined : ids[nextIndex]
    if (nextIndex !== null && nextId !== undefined) {
      if (event.shiftKey && onSelectionChange !== null) {
        if (selected.size === 0) anchorId.current = row.dataset.rowId ?? ''
        extendTo(nextId)
      }
      roving.focusIndex(nextIndex)
      return true
    }
    return isOnControl ? false : onRowKey(event, row.dataset.rowId ?? '')
  }

  const moved = (key: string) => rowByKey(key, roving.index, ids.length, options.pageSize())

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement
    if (!event.currentTarget.contains(target)) return
    const row = target.closest<HTMLElement>('[data-row-id]')
    const id = row?.dataset.rowId
    if (id === undefined) return
    const index = ids.indexOf(id)
    roving.setIndex(index)
    // Links and buttons in a cell answer for themselves; a marked text is not a click.
    if (target.closest(controlSelector) !== null || document.getSelection()?.type === 'Range') return
    if (onSelectionChange !== null && event.shiftKey) extendTo(id)
    else if (
      onSelectionChange !== null &&
      (event.ctrlKey || event.metaKey || target.closest('[data-select]'))
    )
      toggle(id)
    else options.onAction(index)
  }

  /** However it came there: the row is the one to come back to. */
  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    const index = ids.indexOf(target.closest<HTMLElement>('[data-row-id]')?.dataset.rowId ?? '')
    if (index >= 0) roving.setIndex(index)
  }

  return { onKeyDownCapture, onClick, onFocus }
}
