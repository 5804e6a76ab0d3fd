/** `(VALUES (…), (…))` as the body of a common table expression, for set-based changes with values per row. */
import { type RawBuilder, sql } from 'kysely'

type Cell = string | number | null

/**
 * The rows as a list of values; their keys must stand in the order of the expression's columns. Numbers are
 * cast, since PostgreSQL takes a bare parameter for text.
 */
export function valuesList<Row extends Record<string, Cell>>(rows: readonly Row[]): RawBuilder<Row> {
  const value = (cell: Cell) => (typeof cell === 'number' ? sql`cast(${cell} as bigint)` : sql`${cell}`)
  return sql<Row>`(values ${sql.join(rows.map((row) => sql`(${sql.join(Object.values(row).map(value))})`))})`
}
