/**
 * From a time on the wall in a zone to instants. The rules of zones come with Node.js; clocks that are set forward skip
 * times, those that are set back show some twice.
 */
import type { Occurrence, TimeZone } from '@copydesk/contract'
import {
  type CalendarDateTime,
  fromAbsolute,
  parseDateTime,
  toCalendarDateTime,
  toZoned,
} from '@internationalized/date'

/** What a wall time is in a zone: milliseconds since 1970, `earlier` first. */
export type WallInstants =
  | { kind: 'once'; at: number }
  | { kind: 'twice'; earlier: number; later: number }
  /** Never shown. The clocks are set forward from `earlier` plus what is skipped; both are as if they were not. */
  | { kind: 'skipped'; earlier: number; later: number }

/** The rules of time zones, as one edition of them has it. */
export interface ZoneRules {
  /** Of two editions the newer one is greater: `2026c`. */
  edition: string
  /** `wallTime` as `parseWallTime` gives it, in a zone that there is. */
  instantsOf(wallTime: string, zone: TimeZone): WallInstants
}

export const systemZoneRules: ZoneRules = {
  edition: process.versions.tz ?? '',
  instantsOf(wallTime, zone) {
    const wall = parseDateTime(wallTime)
    const earlier = toZoned(wall, zone, 'earlier').toDate().getTime()
    const later = toZoned(wall, zone, 'later').toDate().getTime()
    if (earlier === later) return { kind: 'once', at: earlier }
    return { kind: shows(earlier, zone, wall) ? 'twice' : 'skipped', earlier, later }
  },
}

/** What the clocks of a zone show at an instant. */
export function shownAt(at: number, zone: TimeZone): string {
  return toCalendarDateTime(fromAbsolute(at, zone)).toString()
}

function shows(at: number, zone: TimeZone, wall: CalendarDateTime): boolean {
  return toCalendarDateTime(fromAbsolute(at, zone)).compare(wall) === 0
}

/** `2026-12-24T09:00`, with seconds and milliseconds or without, in the form that is stored; null for what is none. */
export function parseWallTime(typed: string): string | null {
  const text = typed.trim().replace(' ', 'T')
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?$/.test(text)) return null
  try {
    return parseDateTime(text).toString()
  } catch {
    return null
  }
}

/**
 * The one instant that a schedule is due at by these rules. A time that they skip is taken as if the clocks had not been
 * set yet, one that they show twice is the first unless it was said: only rules that changed since can bring that about.
 */
export function dueAtOf(
  { wallTime, timeZone, occurrence }: { wallTime: string; timeZone: TimeZone; occurrence: Occurrence | null },
  rules: ZoneRules,
): number {
  const found = rules.instantsOf(wallTime, timeZone)
  if (found.kind === 'once') return found.at
  return found.kind === 'skipped' ? found.later : found[occurrence ?? 'earlier']
}

/** What the clocks show when they have been set forward past a time: as much later as they are set. */
export function afterSkip(wallTime: string, { earlier, later }: { earlier: number; later: number }): string {
  return parseDateTime(wallTime)
    .add({ milliseconds: later - earlier })
    .toString()
}

/** By how much the clocks of a zone are ahead of UTC at an instant that they show as this: `+02:00`. */
export function offsetOf(wallTime: string, at: number): string {
  const minutes = Math.round((Date.parse(`${wallTime}Z`) - at) / 60_000)
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}
