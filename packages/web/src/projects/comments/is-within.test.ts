import { expect, it } from 'vitest'
import { isWithin } from './is-within.ts'

it('finds threads in their own place and in the project around it, and nowhere else', () => {
  const item = { projectId: 'p', itemId: 'i' }
  const project = { projectId: 'p', itemId: null }
  const text = { contentId: 'c', language: 'en' }
  expect([isWithin(item, item), isWithin(item, project), isWithin(text, text)]).toEqual([true, true, true])
  const others = [{ projectId: 'q', itemId: null }, { projectId: 'p', itemId: 'j' }, text]
  expect(others.map((other) => isWithin(item, other))).toEqual([false, false, false])
  expect(isWithin(project, item)).toBe(false)
  expect(isWithin(text, { ...text, language: 'sv' })).toBe(false)
  expect(isWithin(text, project)).toBe(false)
})
