/** What a grid shows per row and how its rows are ordered. Pure; the grid draws it. */
import type { ReactNode } from 'react'

/** The least that a row has; any entity of the contract is one. */
export interface GridRow {
  id: string
}

/** What a column sorts by; null sorts last in both directions. */
export type SortValue = string | number | null

export interface Column<Row extends GridRow> {
  id: string
  /** The heading; spoken even where `isHeadingHidden`. */
  heading: string
  isHeadingHidden?: boolean
  /** A CSS grid track: `'minmax(200px, 1fr)'`, `'96px'`. */
  width: string
  /** Controls in a cell must be out of the tab order: `excludeFromTabOrder` or `tabIndex={-1}`. */
  cell: (row: Row) => ReactNode
  /** Makes the column sortable. */
  sortBy?: (row: Row) => SortValue
  align?: 'start' | 'end'
  /** The fields of a row that it shows, for marks; its id without. */
  fields?: readonly string[]
  /** The column goes away when the grid is narrower than this many pixels. */
  hideBelowPx?: number
}

/** That someone else changed a row just now. */
export interface RowMark {
  /** Their name. */
  by: string
  /** What they did, after the name: "moved it". */
  deed: string
  /** The fields that changed; the mark stands at the cell of the first that has one, else at the title. */
  fields: readonly string[]
}

/** The column whose cell carries the mark. */
export function markedColumn<Row extends GridRow>(columns: readonly Column<Row>[], mark: RowMark): string {
  const found = columns.find((column) => mark.fields.some((field) => fieldsOf(column).includes(field)))
  return (found ?? columns[0])?.id ?? ''
}

/** Of a run of rows that say the same, every so many say it: at the head of it, and on each screen of a long one. */
const saidEveryRows = 10

/** Whether the row at an index says who changed it, rather than leave that to the rows above it, which it would cover. */
export function saysMark<Row extends GridRow>(
  columns: readonly Column<Row>[],
  index: number,
  mark: RowMark,
  above: RowMark | undefined,
): boolean {
  const isSame =
    above?.by === mark.by &&
    above.deed === mark.deed &&
    markedColumn(columns, above) === markedColumn(columns, mark)
  return !isSame || index % saidEveryRows === 0
}

function fieldsOf<Row extends GridRow>({ id, fields }: Column<Row>): readonly string[] {
  return fields ?? [id]
}

export interface Sort {
  column: string
  direction: 'ascending' | 'descending'
}

/** Made when it is first used; the order by numbers and times does without. */
let collator: Intl.Collator | null = null

/** The rows in the order of `sort`; equal rows keep their order, an unknown column changes nothing. */
export function sortRows<Row extends GridRow>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | null,
): readonly Row[] {
  const sortBy = columns.find((column) => column.id === sort?.column)?.sortBy
  if (sort === null || sortBy === undefined) return rows
  const sign = sort.direction === 'ascending' ? 1 : -1
  const keyed = rows.map((row) => ({ row, key: sortBy(row) }))
  keyed.sort((left, right) => compare(left.key, right.key, sign))
  return keyed.map(({ row }) => row)
}

function compare(left: SortValue, right: SortValue, sign: 1 | -1): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  if (typeof left === 'number' && typeof right === 'number') return sign * (left - right)
  collator ??= new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
  return sign * collator.compare(String(left), String(right))
}
