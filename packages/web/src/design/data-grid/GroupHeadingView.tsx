/** The heading of a group of rows: its name, how many there are, and whether they are folded away. */
// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be scrolled and drawn in part; ARIA gives the roles.
// biome-ignore-all lint/a11y/useFocusableInteractive: the line is the grid's one tab stop, its button is reached by arrow keys.
import { ChevronDown, ChevronRight } from 'lucide-react'
import { CheckMark } from '../check-mark/CheckMark.tsx'
import { cx } from '../class-names.ts'
import styles from './DataGrid.module.css'
import type { GroupHeading } from './grouping.ts'

export interface GroupHeadingViewProps {
  heading: GroupHeading
  /** Pixels from the top of the body. */
  top: number
  height: number
  /** Counted from 1, the column headings included. */
  ariaRowIndex: number
  columnCount: number
  isTabStop: boolean
  /** How many of its rows are selected; null where rows cannot be. */
  selection: 'on' | 'off' | 'some' | null
  onFold: () => void
}

export function GroupHeadingView(props: GroupHeadingViewProps) {
  const { heading, selection } = props
  const { name, isFolded, rowIds } = heading
  const Chevron = isFolded ? ChevronRight : ChevronDown
  return (
    <div
      role="row"
      aria-label={`${name}, ${rowIds.length} ${isFolded ? 'folded away' : 'below'}`}
      aria-rowindex={props.ariaRowIndex}
      {...(selection === null ? {} : { 'aria-selected': selection === 'on' })}
      tabIndex={props.isTabStop ? 0 : -1}
      data-row-id={heading.id}
      className={cx(styles.row, styles.group)}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
    >
      {selection !== null && (
        <div role="gridcell" className={styles.select} data-select>
          <CheckMark state={selection} />
        </div>
      )}
      <div role="rowheader" aria-colspan={props.columnCount} className={cx(styles.cell, styles.groupCell)}>
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={!isFolded}
          className={styles.fold}
          onClick={props.onFold}
        >
          <Chevron size={14} aria-hidden />
          <span dir="auto">{name}</span>
          <span className={styles.groupCount}>{rowIds.length}</span>
        </button>
      </div>
    </div>
  )
}
