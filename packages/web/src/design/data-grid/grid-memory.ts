/** Where a grid was scrolled to, its tab stop and what was folded away, for coming back to its page. Lost with the window. */

export interface Remembered {
  scrollTop: number
  rowId: string
  /** Ids of the headings whose rows are folded away. */
  folded?: ReadonlySet<string>
}

const grids = new Map<string, Remembered>()

/** What was noted under a key; the beginning if nothing was. */
export function recallGrid(key: string | undefined): Remembered {
  const remembered = key === undefined ? undefined : grids.get(key)
  return remembered ?? { scrollTop: 0, rowId: '' }
}

/** Notes a grid's place; without a key it does nothing. */
export function rememberGrid(key: string | undefined, place: Remembered): void {
  if (key !== undefined) grids.set(key, place)
}
