/**
 * Ids of what is said in a thread are in the order in which it was said, also where several servers write whose clocks
 * differ: what is unread from a comment on, and what was answered after it, is found by them.
 */
import type { Id } from '@copydesk/contract'

/** The id, or the one next to `earlier` where a clock that is behind made it. */
export function idAfter(earlier: Id, id: Id): Id {
  if (id > earlier) return id
  const next = (BigInt(`0x${earlier.replaceAll('-', '')}`) + 1n).toString(16).padStart(32, '0')
  return next.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
