/** Lists that are too long for one statement, taken in pieces below the databases' limits of bound parameters. */

/** Entries per piece. A row of a dozen columns stays far below SQLite's 32,766 parameters. */
const chunkSize = 500

/** The list in pieces of at most 500, or another size, in order; none for an empty list. */
export function* chunks<T>(list: readonly T[], size = chunkSize): Generator<T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size)
}

/** Runs a query for each piece, one after the other, and gives the rows of all. */
export async function selectInChunks<T, Row>(
  list: readonly T[],
  query: (chunk: T[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (const chunk of chunks(list)) for (const row of await query(chunk)) rows.push(row)
  return rows
}
