/** A list as the API answers it, whole or in pages. */

/** A list, or a page of one. `nextCursor` is the opaque key of the next page, or null on the last one. */
export interface Page<T> {
  data: T[]
  nextCursor: string | null
}
