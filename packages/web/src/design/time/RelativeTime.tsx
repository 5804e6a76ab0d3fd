/** A time on the screen: relative, exact on hover, kept true by the shared ticker. */
import type { Instant } from '@copydesk/contract'
import { useSyncExternalStore } from 'react'
import { exactTime, relativeTime, shortDate } from './relative-time.ts'
import { onTick } from './ticker.ts'

/** The words change only when they read differently, so a tick costs a rendering only then. */
export function RelativeTime({ at }: { at: Instant }) {
  const words = useSyncExternalStore(onTick, () => relativeTime(at, Date.now()))
  return (
    <time dateTime={at} title={exactTime(at)}>
      {words}
    </time>
  )
}

/** A day, such as a due date: "12 Nov", exact on hover. */
export function DayTime({ at }: { at: Instant }) {
  return (
    <time dateTime={at} title={exactTime(at)}>
      {shortDate(at, Date.now())}
    </time>
  )
}
