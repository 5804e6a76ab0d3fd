import { expect, it } from 'vitest'
import { Revisions } from './revisions.ts'

it('follows a row through what was undone, so that what was done before can be undone too', () => {
  const revisions = new Revisions()
  // Changed to 2 and to 3; the second is undone, which is 4 and as 2 was; then the first.
  revisions.note('row', 2, 4)
  expect(revisions.follow('row', 2)).toBe(4)
  revisions.note('row', 1, 5)
  expect(revisions.follow('row', 1)).toBe(5)
  revisions.note('row', 4, 9)
  expect(revisions.follow('row', 2)).toBe(9)
  expect(revisions.follow('other', 2)).toBe(2)
  expect(revisions.follow('row', 3)).toBe(3)
})
