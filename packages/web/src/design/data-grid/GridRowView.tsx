/** One row of the grid. Memoized: among thousands of rows only the changed ones are drawn again. */
// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be scrolled and drawn in part; ARIA gives the roles.
// biome-ignore-all lint/a11y/useFocusableInteractive: the row is the grid's one tab stop, the controls are reached by arrow keys.
import { Fragment, memo, type ReactNode } from 'react'
import { CheckMark } from '../check-mark/CheckMark.tsx'
import { cx } from '../class-names.ts'
import type { Column, GridRow } from './columns.ts'
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
  /** Who changed it just now, or null. */
  changedBy: string | null
  /** Rows above the first one, for `aria-rowindex`. */
  headerRows: number
}

function View<Row extends GridRow>(props: GridRowViewProps<Row>) {
  const { row, index, top, height, columns, phoneCell, isSelectable, isSelected, changedBy } = props
  const mark = changedBy !== null && (
    <span className={cx(styles.mark)}>
      <span className={cx(styles.markVerb)}>changed by </span>
      {changedBy}
    </span>
  )
  const titleCell = (content: ReactNode) => (
    <div role="rowheader" className={cx(styles.cell, styles.titleCell)}>
      <span className={cx(styles.titleContent)}>{content}</span>
      {mark}
    </div>
  )
  return (
    <div
      role="row"
      aria-label={changedBy === null ? props.name : `${props.name}, changed by ${changedBy}`}
      aria-rowindex={index + 1 + props.headerRows}
      {...(isSelectable ? { 'aria-selected': isSelected } : {})}
      {...(props.isCurrent ? { 'aria-current': true } : {})}
      tabIndex={props.isTabStop ? 0 : -1}
      data-row-id={row.id}
      className={cx(styles.row, changedBy !== null && styles.marked, phoneCell !== null && styles.phoneRow)}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      {isSelectable && (
        <div role="gridcell" className={cx(styles.select)} data-select>
          <CheckMark state={isSelected ? 'on' : 'off'} />
        </div>
      )}
      {phoneCell !== null
        ? titleCell(phoneCell(row))
        : columns.map((column, position) =>
            position === 0 ? (
              <Fragment key={column.id}>{titleCell(column.cell(row))}</Fragment>
            ) : (
              <div
                key={column.id}
                role="gridcell"
                className={cx(styles.cell, column.align === 'end' && styles.end)}
              >
                {column.cell(row)}
              </div>
            ),
          )}
    </div>
  )
}

/** `memo` loses the type parameter; this keeps it. */
export const GridRowView = memo(View) as typeof View
