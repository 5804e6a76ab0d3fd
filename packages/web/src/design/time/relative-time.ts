/** Turns instants into words. Pure: the current time is passed in. */
import type { CalendarDate, Instant } from '@copydesk/contract'

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/**
 * How long ago (or how soon) an instant is, in few characters: "now" within a minute, so that columns of it do not
 * tick, "5 min ago", "3 h ago", "2 d ago", "in 4 h", and a date once it is a week away.
 */
export function relativeTime(instant: Instant, nowMs: number): string {
  const distanceMs = nowMs - Date.parse(instant)
  const sizeMs = Math.abs(distanceMs)
  if (sizeMs < minuteMs) return 'now'
  if (sizeMs >= 7 * dayMs) return shortDate(instant, nowMs)
  const amount = shortDuration(sizeMs)
  return distanceMs > 0 ? `${amount} ago` : `in ${amount}`
}

/** A duration in its largest whole unit: "12 s", "5 min", "3 h", "2 d". */
export function shortDuration(durationMs: number): string {
  if (durationMs < minuteMs) return `${Math.floor(durationMs / secondMs)} s`
  if (durationMs < hourMs) return `${Math.floor(durationMs / minuteMs)} min`
  if (durationMs < dayMs) return `${Math.floor(durationMs / hourMs)} h`
  return `${Math.floor(durationMs / dayMs)} d`
}

/** In whose language and time zone times are written; null: as the device does. */
export interface TimeReader {
  language: string | null
  timeZone: string | null
}

let reader: TimeReader = { language: null, timeZone: null }

/** For all times from now on; those on screen follow with the next tick. */
export function writeTimesFor({ language, timeZone }: TimeReader): void {
  reader = { language, timeZone }
}

const exactFormat = format({ dateStyle: 'full', timeStyle: 'medium' })
const zonedFormat = format({ dateStyle: 'medium', timeStyle: 'short' })
const dayFormat = format({ day: 'numeric', month: 'short' })
const dayAndYearFormat = format({ day: 'numeric', month: 'short', year: 'numeric' })
const wholeDayFormat = format({ dateStyle: 'full' })
/** Alike in every language: to tell one year from the next. */
const yearFormat = format({ year: 'numeric', calendar: 'gregory', numberingSystem: 'latn' })

/** Made when it is first used: a browser's first format costs as much as drawing the rows of a list. */
function format(options: Intl.DateTimeFormatOptions): (date: Date, zone?: string) => string {
  let made: { format: Intl.DateTimeFormat; for: TimeReader; zone: string | undefined } | null = null
  return (date, zone) => {
    if (made?.for !== reader || made.zone !== zone) {
      const timeZone = zone ?? reader.timeZone ?? undefined
      const given = { ...options, ...(timeZone === undefined ? {} : { timeZone }) }
      made = { format: new Intl.DateTimeFormat(reader.language ?? undefined, given), for: reader, zone }
    }
    return made.format.format(date)
  }
}

/** The whole date and time in the reader's language and time zone. */
export function exactTime(instant: Instant): string {
  return exactFormat(new Date(instant))
}

/** Date and time as the clocks of a zone show them, in the reader's language. */
export function zonedTime(instant: Instant, zone: string): string {
  return zonedFormat(new Date(instant), zone)
}

/** Day and month, and the year where it is not the current one. */
function shortDate(instant: Instant, nowMs: number, zone?: string): string {
  const date = new Date(instant)
  const isThisYear = yearFormat(date, zone) === yearFormat(new Date(nowMs), zone)
  return isThisYear ? dayFormat(date, zone) : dayAndYearFormat(date, zone)
}

/** The reader's day of an instant: "Today", "Yesterday", else day and month. */
export function dayOf(instant: Instant, nowMs: number): string {
  const day = shortDate(instant, nowMs)
  const isOn = (ms: number) => shortDate(new Date(ms).toISOString(), nowMs) === day
  return isOn(nowMs) ? 'Today' : isOn(nowMs - dayMs) ? 'Yesterday' : day
}

/** A day of the calendar in the same form; the same day in every time zone. */
export function shortDay(day: CalendarDate, nowMs: number): string {
  return shortDate(noonOf(day), nowMs, 'UTC')
}

/** A day of the calendar with its weekday and year. */
export function wholeDay(day: CalendarDate): string {
  return wholeDayFormat(new Date(noonOf(day)), 'UTC')
}

/** Written for UTC as well, so that no reader's zone makes another day of it. */
function noonOf(day: CalendarDate): string {
  return `${day}T12:00:00Z`
}
