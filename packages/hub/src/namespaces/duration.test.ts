import { expect, it } from 'vitest'
import { parseDuration } from './duration.ts'

it.each([
  ['300s', 300_000],
  ['1h30m', 5_400_000],
  ['500ms', 500],
  ['1.5s', 1_500],
  ['0', 0],
  ['0s', 0],
  ['', null],
  ['5', null],
  ['5d', null],
  ['-5s', null],
  ['5 s', null],
  [`${'9'.repeat(20)}h`, null],
])('reads %j as %j milliseconds', (text, expected) => {
  expect(parseDuration(text)).toBe(expected)
})
