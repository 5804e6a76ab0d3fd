/** The time that somebody asked for, as an instant; or why it is none, in words that say what to do. */
import { type CreateSchedule, type Occurrence, parseTimeZone, type TimeZone } from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { offsetOf, parseWallTime, shownAt, type WallInstants, type ZoneRules } from './wall-time.ts'

/** A time as it is stored, with the instant that it is by the rules of this edition. */
export interface ScheduledTime {
  wall_time: string
  time_zone: TimeZone
  occurrence: Occurrence | null
  due_at: number
  zone_edition: string
}

type Asked = Pick<CreateSchedule, 'wallTime' | 'timeZone' | 'occurrence'>

/** Throws `time_invalid`, `time_zone_unknown`, `time_skipped`, `time_repeated` or `time_in_past`. */
export function requestedTime(asked: Asked, now: number, rules: ZoneRules): ScheduledTime {
  const wallTime = parseWallTime(asked.wallTime)
  if (wallTime === null) throw refusal('time_invalid', `"${asked.wallTime}" is no date and time`)
  const timeZone = parseTimeZone(asked.timeZone)
  if (timeZone === null) {
    throw refusal('time_zone_unknown', `There is no time zone "${asked.timeZone}"`, '/timeZone')
  }
  const found = rules.instantsOf(wallTime, timeZone)
  const due_at = chosen(found, { wallTime, timeZone, occurrence: asked.occurrence })
  if (due_at <= now) throw refusal('time_in_past', `${inWords(wallTime)} has passed in ${timeZone}`)
  return {
    wall_time: wallTime,
    time_zone: timeZone,
    occurrence: found.kind === 'twice' ? (asked.occurrence ?? null) : null,
    due_at,
    zone_edition: rules.edition,
  }
}

function chosen(found: WallInstants, { wallTime, timeZone, occurrence }: Asked): number {
  if (found.kind === 'once') return found.at
  const [date, time] = inWords(wallTime).split(', ')
  if (found.kind === 'skipped') {
    const [before, after] = [found.earlier, found.later].map((at) => inWords(shownAt(at, timeZone)))
    throw refusal(
      'time_skipped',
      `The clocks of ${timeZone} are set forward and never show ${time} on ${date}; they do show ${before} and ${after}`,
    )
  }
  if (occurrence !== undefined) return found[occurrence]
  const choices = (['earlier', 'later'] as const).map((which) => ({
    occurrence: which,
    offset: offsetOf(wallTime, found[which]),
    at: instant(found[which]),
  }))
  const message = `The clocks of ${timeZone} are set back and show ${time} on ${date} twice: say which`
  throw new Refusal('time_repeated', `${message}.`, { errors: [{ path: '/occurrence', message }], choices })
}

/** `2026-12-24, 09:00`. */
export function inWords(wallTime: string): string {
  return wallTime.replace('T', ', ').replace(/:00$/, '')
}

function refusal(
  code: 'time_invalid' | 'time_zone_unknown' | 'time_skipped' | 'time_in_past',
  message: string,
  path = '/wallTime',
): Refusal {
  return new Refusal(code, `${message}.`, { errors: [{ path, message }] })
}
