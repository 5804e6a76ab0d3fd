/** Rows under headings: which group each belongs to, and the lines that the grid draws of both. Pure. */
import type { GridRow } from './columns.ts'

/** How rows are put into groups. Keep its identity, or all rows are grouped again. */
export interface Grouping<Row extends GridRow> {
  /** Tells it from other groupings: "status". */
  id: string
  /** The group of a row. */
  keyOf: (row: Row) => string
  /** What a group is called. */
  nameOf: (key: string) => string
  /** The order of the groups. */
  compare: (left: string, right: string) => number
}

/** A heading has an id as rows have, so that it can be the tab stop. */
export interface GroupHeading {
  kind: 'heading'
  id: string
  name: string
  /** The rows under it, also those that are folded away. */
  rowIds: readonly string[]
  isFolded: boolean
}

export type GridLine<Row extends GridRow> = GroupHeading | { kind: 'row'; id: string; row: Row }

/** The lines of the grid in their order; `folded` holds the ids of headings whose rows are away. */
export function linesOf<Row extends GridRow>(
  rows: readonly Row[],
  grouping: Grouping<Row> | null,
  folded: ReadonlySet<string>,
): readonly GridLine<Row>[] {
  if (grouping === null) return rows.map(lineOf)
  const groups = Map.groupBy(rows, grouping.keyOf)
  const keys = [...groups.keys()].sort(grouping.compare)
  return keys.flatMap((key) => {
    const members = groups.get(key) ?? []
    const id = `group ${grouping.id} ${key}`
    const isFolded = folded.has(id)
    const rowIds = members.map((row) => row.id)
    const heading: GroupHeading = { kind: 'heading', id, name: grouping.nameOf(key), rowIds, isFolded }
    return [heading, ...(isFolded ? [] : members.map(lineOf))]
  })
}

/** By the id of each heading, the rows under it. */
export function headingsOf<Row extends GridRow>(
  lines: readonly GridLine<Row>[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(lines.flatMap((line) => (line.kind === 'heading' ? [[line.id, line.rowIds]] : [])))
}

function lineOf<Row extends GridRow>(row: Row): GridLine<Row> {
  return { kind: 'row', id: row.id, row }
}
