import { idOf } from '@copydesk/testkit/entities'
import { expect, it } from 'vitest'
import { publishingOf } from './item-deeds.ts'

it('says of what went out that it was published or taken down, and of all else what its fields say', () => {
  const deedOf = publishingOf([
    { id: idOf(1), status: 'published', action: 'publish' },
    { id: idOf(2), status: 'previously_published', action: 'unpublish' },
    { id: idOf(3), status: 'ready', action: 'publish' },
  ])
  const fields = ['status', 'versionNumber']
  expect([1, 2, 3, 4].map((number) => deedOf(idOf(number), fields))).toEqual([
    'published it',
    'took it down',
    undefined,
    undefined,
  ])
  expect(deedOf(idOf(1), ['commentCount'])).toBeUndefined()
})
