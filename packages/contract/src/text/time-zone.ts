/** The one parser for time zones: names of the IANA time zone database, as every `Intl` knows them. */

/** IANA time zone, e.g. `Europe/Stockholm` or `UTC`. */
export type TimeZone = string

/** The longest name of the database has 32 characters. */
export const maxTimeZoneLength = 64

/** The name in its usual spelling, or null for what is none; an offset such as `+02:00` is no zone. */
export function parseTimeZone(typed: string): TimeZone | null {
  const text = typed.trim()
  if (text.length > maxTimeZoneLength || !/^[A-Za-z]/.test(text)) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
