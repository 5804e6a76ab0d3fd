/** One row of the grid. Memoized: among thousands of rows only the changed ones are drawn again. */
// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be scrolled and drawn in part; ARIA gives the roles.
// biome-ignore-all lint/a11y/useFocusableInteractive: the row is the grid's one tab stop, the controls are reached by arrow keys.
import { memo, type ReactNode } from 'react'
import { CheckMark } from '../check-mark/CheckMark.tsx'
import { cx } from '../class-names.ts'
import { Flag } from '../flag/Flag.tsx'
import { type Column, type GridRow, markedColumn, type RowMark } from './columns.ts'
import styles from './DataGrid.module.css'

export interface GridRowViewProps<Row extends GridRow> {
  row: Row
  index: number
  /** Pixels from the top of the body. */
  top: number
  height: number
  columns: readonly Column<Row>[]
  /** Draws the whole row in one cell, for narrow screens. */
  phoneCell: ((row: Row) => ReactNode) | null
  name: string
  isTabStop: boolean
  isSelectable: boolean
  isSelected: boolean
  /** Open beside the grid. */
  isCurrent: boolean
  /** What someone else changed of it just now, or null. */
  mark: RowMark | null
  /** Who did what is written at it. */
  saysMark: boolean
  /** Rows above the first one, for `aria-rowindex`. */
  headerRows: number
}

function View<Row extends GridRow>(props: GridRowViewProps<Row>) {
  const { row, index, top, height, columns, phoneCell, isSelectable, mark } = props
  const marked = mark === null ? null : phoneCell === null ? markedColumn(columns, mark) : columns[0]?.id
  const flag = mark !== null && props.saysMark && (
    <span className={styles.flag}>
      <Flag by={mark.by} deed={mark.deed} />
    </span>
  )
  return (
    <div
      role="row"
      aria-label={mark === null ? props.name : `${props.name}, changed by ${mark.by}: ${mark.deed}`}
      aria-rowindex={index + 1 + props.headerRows}
      {...(isSelectable ? { 'aria-selected': props.isSelected } : {})}
      {...(props.isCurrent ? { 'aria-current': true } : {})}
      tabIndex={props.isTabStop ? 0 : -1}
      data-row-id={row.id}
      className={cx(styles.row, mark !== null && styles.marked, phoneCell !== null && styles.phoneRow)}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      {isSelectable && (
        <div role="gridcell" className={styles.select} data-select>
          <CheckMark state={props.isSelected ? 'on' : 'off'} />
        </div>
      )}
      {(phoneCell === null ? columns : columns.slice(0, 1)).map((column, position) => (
        <div
          key={column.id}
          role={position === 0 ? 'rowheader' : 'gridcell'}
          data-column={column.id}
          className={cx(
            styles.cell,
            column.align === 'end' && styles.end,
            column.id === marked && styles.markedCell,
          )}
        >
          <span className={styles.content}>{phoneCell === null ? column.cell(row) : phoneCell(row)}</span>
          {column.id === marked && flag}
        </div>
      ))}
    </div>
  )
}

/** `memo` loses the type parameter; this keeps it. */
export const GridRowView = memo(View) as typeof View
