import { expect, it } from 'vitest'
import { parseTimeZone } from './time-zone.ts'

it('takes names of the time zone database, in any case', () => {
  expect(parseTimeZone('Europe/Stockholm')).toBe('Europe/Stockholm')
  expect(parseTimeZone(' europe/stockholm ')).toBe('Europe/Stockholm')
  expect(parseTimeZone('utc')).toBe('UTC')
})

it.each(['', '+02:00', '-0500', 'Mars/Olympus', 'Europe/Stockholm\u0000', '2', 'x'.repeat(65)])(
  'takes %j for none',
  (text) => expect(parseTimeZone(text)).toBeNull(),
)
