import { expect, it } from 'vitest'
import { placeAfter } from '../src/screens/inbox/inbox-keys.ts'

it.each([
  ['j', -1, 3, 0],
  ['j', 0, 3, 1],
  ['j', 2, 3, 2],
  ['k', 2, 3, 1],
  ['k', 0, 3, 0],
  ['k', -1, 3, 0],
  ['j', -1, 0, -1],
  ['k', -1, 0, -1],
] as const)('%s from row %d of %3$d leads to row %4$d', (key, index, count, expected) => {
  expect(placeAfter(key, index, count)).toBe(expected)
})
