/**
 * In which order notifications came: by the offset of the event that told of them in the person's own channel, which
 * every node agrees on; those of one event by id. Those from before offsets were kept have 0: they came first, and their
 * ids tell their order.
 */
import type { Id } from '../core/ids.ts'
import type { Notification } from './entity.ts'

type Arrived = Pick<Notification, 'id' | 'offset'>

const digits = 16

/** What an inbox is sorted by, and what its cursors are: texts that compare as the notifications came. */
export function arrivalKey({ id, offset }: Arrived): string {
  return `${String(offset ?? 0).padStart(digits, '0')}-${id}`
}

/** The place that a cursor names; null for what is none. */
export function parseArrivalKey(key: string): { offset: number; id: Id } | null {
  const match = /^(\d{16})-([0-9a-f-]{36})$/.exec(key)
  return match?.[1] && match[2] ? { offset: Number(match[1]), id: match[2] } : null
}

/** Orders two notifications: negative when `a` came later. */
export function latestFirst(a: Arrived, b: Arrived): number {
  const [left, right] = [arrivalKey(a), arrivalKey(b)]
  return left > right ? -1 : left < right ? 1 : 0
}

/** Up to where an inbox was read or seen; events from before offsets were kept say only an id. */
export interface UpToPlace {
  upToId: Id
  upToOffset?: number | undefined
}

/** Whether a notification came no later than that. */
export function isUpTo({ id, offset }: Arrived, { upToId, upToOffset }: UpToPlace): boolean {
  const isOld = (offset ?? 0) === 0
  if (upToOffset === undefined || (isOld && upToOffset === 0)) return id <= upToId
  return (offset ?? 0) <= upToOffset
}

/**
 * A part of a list that is changed from the newest on, the others following at once: what lies below one `arrivalKey`,
 * and not below the other.
 */
export interface InboxPart {
  /** Null: from the newest on. */
  below: string | null
  /** Null: to the end of it. */
  downTo: string | null
}

/** Whether an entry lies in that part; everything does where none is named. */
export function isInPart(entry: Arrived, { below, downTo }: InboxPart = whole): boolean {
  const key = arrivalKey(entry)
  return (below === null || key < below) && (downTo === null || key >= downTo)
}

const whole: InboxPart = { below: null, downTo: null }
