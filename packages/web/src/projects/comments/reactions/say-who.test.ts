import { expect, it } from 'vitest'
import { sayWho } from './say-who.ts'

it('names the reader first, then others, then how many more there are', () => {
  expect(sayWho([], 1, true)).toBe('you')
  expect(sayWho(['Rosa'], 1, false)).toBe('Rosa')
  expect(sayWho(['Rosa'], 2, true)).toBe('you and Rosa')
  expect(sayWho(['Rosa', 'Elias'], 3, false)).toBe('Rosa, Elias and 1 other')
  expect(sayWho(['Rosa'], 5_000, true)).toBe('you, Rosa and 4998 others')
})
