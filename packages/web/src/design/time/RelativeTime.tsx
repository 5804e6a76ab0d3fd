/** A time on the screen: relative, exact on hover, kept true by the shared ticker. */
import type { CalendarDate, Instant } from '@copydesk/contract'
import { type PointerEvent, useSyncExternalStore } from 'react'
import { exactTime, relativeTime, shortDay, wholeDay } from './relative-time.ts'
import { onTick } from './ticker.ts'

/** The words change only when they read differently, so a tick costs a rendering only then. */
export function RelativeTime({ at }: { at: Instant }) {
  const words = useSyncExternalStore(onTick, () => relativeTime(at, Date.now()))
  return (
    <time dateTime={at} onPointerEnter={(event) => spellOut(event, exactTime(at))}>
      {words}
    </time>
  )
}

/** A day of the calendar, such as a due date: "12 Nov", with its weekday on hover. */
export function CalendarDay({ day }: { day: CalendarDate }) {
  return (
    <time dateTime={day} onPointerEnter={(event) => spellOut(event, wholeDay(day))}>
      {shortDay(day, Date.now())}
    </time>
  )
}

/** Only where somebody points: among hundreds of times on a screen, nearly none is asked for. */
function spellOut({ currentTarget }: PointerEvent<HTMLElement>, words: string): void {
  currentTarget.title = words
}
