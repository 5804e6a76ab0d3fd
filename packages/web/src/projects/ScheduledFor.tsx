/** When something goes out, as the clocks of its zone show it, and how soon that is. */
import type { Schedule } from '@copydesk/contract'
import { RelativeTime, zonedTime } from '../design/index.ts'

/** Further away a relative time is a date, which stands before it already. */
const relativeMs = 7 * 24 * 60 * 60 * 1000

export function ScheduledFor({ schedule: { dueAt, timeZone } }: { schedule: Schedule }) {
  const isNear = Math.abs(Date.parse(dueAt) - Date.now()) < relativeMs
  return (
    <>
      {zonedTime(dueAt, timeZone)} ({timeZone.replaceAll('_', ' ')})
      {isNear && (
        <>
          , <RelativeTime at={dueAt} />
        </>
      )}
    </>
  )
}
