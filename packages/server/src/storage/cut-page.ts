/** A page of rows, of which one more was read than it has: whether there is a next page is known without counting. */

/** Cuts the row too many off. The cursor is the last row's, by `keyOf`, and null on the last page. */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
): { page: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { page, nextCursor: rows.length > limit && last !== undefined ? keyOf(last) : null }
}
