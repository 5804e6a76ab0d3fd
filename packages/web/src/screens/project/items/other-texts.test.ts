import { buildItem } from '@copydesk/testkit/entities'
import { expect, it } from 'vitest'
import { hasOtherTexts } from './other-texts.ts'

const before = buildItem({ status: 'in_review' })
const later = { updatedAt: '2026-03-02T10:00:00.000Z' } as const

it.each([
  ['an item that came', [before, buildItem()]],
  ['an item that went', []],
  ['another version', [{ ...before, versionId: 'another' }]],
  ['a text that was written in', [{ ...before, ...later }]],
])('asks again after %s', (_, items) => {
  expect(hasOtherTexts([before], items)).toBe(true)
})

it('asks again after a rejected text was written in', () => {
  const rejected = { ...before, status: 'rejected' } as const
  expect(hasOtherTexts([rejected], [{ ...rejected, ...later, status: 'draft' }])).toBe(true)
})

it('does not ask again where nothing changed', () => {
  expect(hasOtherTexts([before], [{ ...before }])).toBe(false)
})

it.each([
  ['a status', { status: 'ready' }],
  ['a person', { assigneeId: 'somebody' }],
  ['a day', { dueAt: '2026-03-09' }],
] as const)('does not ask again after %s changed', (_, change) => {
  expect(hasOtherTexts([before], [{ ...before, ...later, ...change }])).toBe(false)
})
