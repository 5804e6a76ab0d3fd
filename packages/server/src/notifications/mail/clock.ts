/** Instants as their person's clock shows them, with its zone: mail is read where no setting of the app reaches. */
import type { Row } from '../../storage/schema.ts'

/** "3 Mar 2026, 14:05 CET" */
export function clockOf({
  language,
  time_zone,
}: Pick<Row<'people'>, 'language' | 'time_zone'>): (ms: number) => string {
  const format = new Intl.DateTimeFormat(language ?? 'en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: time_zone ?? 'UTC',
    timeZoneName: 'short',
  })
  return (ms) => format.format(ms)
}
