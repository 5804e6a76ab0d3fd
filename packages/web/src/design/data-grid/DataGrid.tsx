/**
 * A dense table for thousands of rows: only the visible ones exist (TanStack Virtual), in the ARIA grid pattern with
 * one tab stop. Keys: see use-grid-keys.ts. It sorts what it is given; filtering and loading are the caller's.
 */
// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be scrolled and drawn in part; ARIA gives the roles.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the keys are handled in the capture phase.
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { type Column, type GridRow, type RowMark, type Sort, saysMark, sortRows } from './columns.ts'
import styles from './DataGrid.module.css'
import { GridHeader } from './GridHeader.tsx'
import { GridRowView } from './GridRowView.tsx'
import { GroupHeadingView } from './GroupHeadingView.tsx'
import { recallGrid, rememberGrid } from './grid-memory.ts'
import { type GridLine, type Grouping, headingsOf, linesOf } from './grouping.ts'
import { selectionState, toggled } from './selection.ts'
import { useFollowRow } from './use-follow-row.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { useRovingRow } from './use-roving-row.ts'
import { useWidth } from './use-width.ts'

export interface DataGridProps<Row extends GridRow> {
  /** What the table is: "Projects". */
  label: string
  rows: readonly Row[]
  /** The first column is the row's title. Keep the array's identity (useMemo), or every row is drawn again. */
  columns: readonly Column<Row>[]
  /** What a row is called, for screen readers. */
  rowName: (row: Row) => string
  sort?: Sort | null
  onSortChange?: (sort: Sort) => void
  /** Puts the rows under headings, in each group sorted as without. */
  grouping?: Grouping<Row> | null
  /** Both together make rows selectable. */
  selected?: ReadonlySet<string>
  onSelectionChange?: (selected: ReadonlySet<string>) => void
  /** Enter, or a click that hits no control. */
  onAction?: (row: Row) => void
  /** Rows that someone else changed just now. */
  marks?: ReadonlyMap<string, RowMark>
  /** The row that is open beside the grid. */
  currentId?: string | null
  rowHeightPx?: number
  /** Below 560 px of width, each row becomes this one cell. */
  phone?: { rowHeightPx: number; cell: (row: Row) => ReactNode }
  /** Under this name the grid finds its scroll position and row again when its page is shown again. */
  memoryKey?: string
  /** Called when the last rows come into view: load the next page. */
  onEndReached?: () => void
}

const phoneWidthPx = 560
const headerHeightPx = 33
const headingHeightPx = 32
const nothingSelected: ReadonlySet<string> = new Set()
const endReachedRows = 20

/** Fills the height of its flex column and scrolls inside it. */
export function DataGrid<Row extends GridRow>(props: DataGridProps<Row>) {
  const { columns, sort = null, selected = nothingSelected, onSelectionChange = null, onEndReached } = props
  const gridRef = useRef<HTMLDivElement>(null)
  const width = useWidth(gridRef)
  const phone = width !== null && width < phoneWidthPx ? props.phone : undefined
  const rowHeight = phone?.rowHeightPx ?? props.rowHeightPx ?? 32

  const shownColumns = useMemo(
    () => columns.filter((column) => width === null || width >= (column.hideBelowPx ?? 0)),
    [columns, width],
  )
  const rows = useMemo(() => sortRows(props.rows, columns, sort), [props.rows, columns, sort])
  const [start] = useState(() => recallGrid(props.memoryKey))
  const [folded, setFolded] = useState<ReadonlySet<string>>(start.folded ?? nothingSelected)
  const { grouping = null } = props
  const lines = useMemo(() => linesOf(rows, grouping, folded), [rows, grouping, folded])
  const ids = useMemo(() => lines.map((line) => line.id), [lines])
  const rowIds = useMemo(() => rows.map((row) => row.id), [rows])
  const headings = useMemo(() => headingsOf(lines), [lines])
  const fold = (headingId: string) => setFolded((now) => toggled(now, headingId))

  const roving = useRovingRow(gridRef, ids, start.rowId)
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => gridRef.current,
    estimateSize: (index) => (lines[index]?.kind === 'heading' ? headingHeightPx : rowHeight),
    getItemKey: (index) => ids[index] ?? index,
    overscan: 8,
    initialOffset: start.scrollTop,
    scrollPaddingStart: phone === undefined ? headerHeightPx : 0,
    // The tab stop stays drawn while it is out of view, so that the focus is not lost by scrolling.
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range)
      const isDrawn = roving.index < 0 || indexes.includes(roving.index)
      return isDrawn ? indexes : [...indexes, roving.index].sort((left, right) => left - right)
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height makes the old measurements wrong.
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight, grouping])

  useFollowRow(gridRef, virtualizer, roving.index, ids[roving.index])

  const place = useRef({ memoryKey: props.memoryKey, rowId: '', folded })
  useLayoutEffect(() => {
    place.current = { memoryKey: props.memoryKey, rowId: ids[roving.index] ?? '', folded }
  })
  useLayoutEffect(() => {
    const grid = gridRef.current
    if (grid === null) return
    grid.scrollTop = start.scrollTop
    return () => {
      const { memoryKey, ...left } = place.current
      rememberGrid(memoryKey, { scrollTop: grid.scrollTop, ...left })
    }
  }, [start])

  // What is open beside the grid is in view, and the row that the focus comes back to.
  const currentIndex = props.currentId ? ids.indexOf(props.currentId) : -1
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each, not whenever rows come and go.
  useEffect(() => {
    if (currentIndex < 0) return
    virtualizer.scrollToIndex(currentIndex, { align: 'auto' })
    roving.setIndex(currentIndex)
  }, [props.currentId, currentIndex >= 0])

  const focusIndex = (index: number) => {
    virtualizer.scrollToIndex(index, { align: 'auto' })
    roving.focusIndex(index)
  }
  const keys = useGridKeys({
    ids,
    rowIds,
    roving: { ...roving, focusIndex },
    pageSize: () => Math.max(1, Math.floor((gridRef.current?.clientHeight ?? 0) / rowHeight) - 2),
    selected,
    onSelectionChange,
    headings,
    onAction: (index) => {
      const line = lines[index]
      if (line?.kind === 'heading') fold(line.id)
      else if (line !== undefined) props.onAction?.(line.row)
    },
  })

  const items = virtualizer.getVirtualItems()
  const lastDrawn = virtualizer.range?.endIndex ?? 0
  useEffect(() => {
    if (lastDrawn >= lines.length - endReachedRows) onEndReached?.()
  }, [lastDrawn, lines.length, onEndReached])

  const isSelectable = onSelectionChange !== null
  const tracks = phone === undefined ? shownColumns.map((column) => column.width) : ['minmax(0, 1fr)']
  const template = [...(isSelectable ? ['20px'] : []), ...tracks].join(' ')
  const selection = isSelectable ? selectionState(selected, rowIds) : null
  const headerRows = phone === undefined ? 1 : 0
  const markOf = (line: GridLine<Row> | undefined) =>
    line?.kind === 'row' ? props.marks?.get(line.row.id) : undefined

  return (
    <div
      ref={gridRef}
      role="grid"
      aria-label={props.label}
      aria-rowcount={lines.length + headerRows}
      {...(isSelectable ? { 'aria-multiselectable': true } : {})}
      tabIndex={-1}
      data-focus-target={props.label}
      data-selecting={selected.size > 0 ? '' : undefined}
      data-phone={phone === undefined ? undefined : ''}
      className={styles.grid}
      style={{ '--columns': template } as CSSProperties}
      onKeyDownCapture={keys.onKeyDownCapture}
      onClick={keys.onClick}
      onFocus={keys.onFocus}
    >
      {phone === undefined && (
        <GridHeader
          columns={shownColumns}
          sort={sort}
          onSortChange={props.onSortChange ?? null}
          selection={selection}
          onSelectAll={() => onSelectionChange?.(selection === 'on' ? new Set() : new Set(rowIds))}
          isTabStop={lines.length === 0}
        />
      )}
      <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const line = lines[item.index]
          if (line === undefined) return null
          if (line.kind === 'heading') {
            return (
              <GroupHeadingView
                key={line.id}
                heading={line}
                top={item.start}
                height={headingHeightPx}
                ariaRowIndex={item.index + 1 + headerRows}
                columnCount={tracks.length}
                isTabStop={item.index === roving.index}
                selection={isSelectable ? selectionState(selected, line.rowIds) : null}
                onFold={() => fold(line.id)}
              />
            )
          }
          const { row } = line
          const mark = markOf(line)
          return (
            <GridRowView
              key={row.id}
              row={row}
              index={item.index}
              top={item.start}
              height={rowHeight}
              columns={shownColumns}
              phoneCell={phone?.cell ?? null}
              name={props.rowName(row)}
              isTabStop={item.index === roving.index}
              isSelectable={isSelectable}
              isSelected={selected.has(row.id)}
              isCurrent={props.currentId === row.id}
              mark={mark ?? null}
              saysMark={
                mark !== undefined && saysMark(shownColumns, item.index, mark, markOf(lines[item.index - 1]))
              }
              headerRows={headerRows}
            />
          )
        })}
      </div>
    </div>
  )
}
