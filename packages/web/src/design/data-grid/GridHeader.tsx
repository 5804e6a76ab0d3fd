/** The heading row: names, sorting, and selecting all. */
// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be scrolled and drawn in part; ARIA gives the roles.
// biome-ignore-all lint/a11y/useFocusableInteractive: the row is the grid's one tab stop, the controls are reached by arrow keys.
import { ArrowDown, ArrowUp } from 'lucide-react'
import { CheckMark } from '../check-mark/CheckMark.tsx'
import { cx } from '../class-names.ts'
import { Spoken } from '../spoken/Spoken.tsx'
import type { Column, GridRow, Sort } from './columns.ts'
import styles from './DataGrid.module.css'

export interface GridHeaderProps<Row extends GridRow> {
  columns: readonly Column<Row>[]
  sort: Sort | null
  onSortChange: ((sort: Sort) => void) | null
  /** Null where rows cannot be selected. */
  selection: 'on' | 'off' | 'some' | null
  onSelectAll: () => void
  /** Without rows the headings take the place of the tab stop. */
  isTabStop: boolean
}

/** Its buttons are reached with the arrow keys from the rows. */
export function GridHeader<Row extends GridRow>(props: GridHeaderProps<Row>) {
  const { columns, sort, onSortChange, selection, isTabStop } = props
  const tabIndex = isTabStop ? 0 : -1
  return (
    <div role="rowgroup" className={styles.header}>
      <div role="row" aria-rowindex={1} className={styles.row} data-header-row>
        {selection !== null && (
          <div role="columnheader">
            <button
              type="button"
              role="checkbox"
              aria-checked={selection === 'some' ? 'mixed' : selection === 'on'}
              aria-label="Select all"
              tabIndex={tabIndex}
              className={styles.select}
              onClick={props.onSelectAll}
            >
              <CheckMark state={selection} />
            </button>
          </div>
        )}
        {columns.map((column) => {
          const direction = sort?.column === column.id ? sort.direction : null
          const heading = column.isHeadingHidden === true ? <Spoken>{column.heading}</Spoken> : column.heading
          const isSortable = column.sortBy !== undefined && onSortChange !== null
          return (
            <div
              key={column.id}
              role="columnheader"
              {...(isSortable ? { 'aria-sort': direction ?? 'none' } : {})}
              className={cx(styles.cell, styles.heading, column.align === 'end' && styles.end)}
            >
              {isSortable ? (
                <button
                  type="button"
                  tabIndex={tabIndex}
                  className={cx(styles.sort, direction !== null && styles.sorted)}
                  onClick={() => onSortChange({ column: column.id, direction: next(direction) })}
                >
                  {column.heading}
                  {direction === 'ascending' && <ArrowUp size={12} aria-hidden />}
                  {direction === 'descending' && <ArrowDown size={12} aria-hidden />}
                </button>
              ) : (
                heading
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function next(direction: Sort['direction'] | null): Sort['direction'] {
  return direction === 'ascending' ? 'descending' : 'ascending'
}
