import { expect, it } from 'vitest'
import { sayTyping } from './say-typing.ts'

it('names two people and no more', () => {
  expect(sayTyping([])).toBe('')
  expect(sayTyping(['Ana'])).toBe('Ana is typing')
  expect(sayTyping(['Ana', 'Ben'])).toBe('Ana and Ben are typing')
  expect(sayTyping(['Ana', 'Ben', 'Cleo'])).toBe('Several people are typing')
})
