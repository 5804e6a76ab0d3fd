/** Instants and days as they cross the HTTP API and the wire: text, sorted as it reads. */

/** ISO 8601 instant in UTC with milliseconds, e.g. `2026-01-31T09:30:00.000Z`. */
export type Instant = string

/** A day of the calendar wherever one is, `2026-01-31` (RFC 3339 full-date). */
export type CalendarDate = string
