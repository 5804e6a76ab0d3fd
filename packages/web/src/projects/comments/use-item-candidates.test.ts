import type { FoundContent } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { candidatesOf } from './use-item-candidates.ts'

const found = (id: string, title: string, projectId: string | null = null, language = 'en') =>
  ({
    kind: 'content',
    id,
    title,
    type: 'page',
    language,
    versionId: id,
    status: 'draft',
    projectId,
  }) satisfies FoundContent

it('offers each item once, those of the project first', () => {
  const all = [
    found('a', 'Prices'),
    found('b', 'Prices', 'p'),
    found('a', 'Prices', null, 'sv'),
    found('c', 'Priser', 'q'),
  ]
  expect(candidatesOf(all, 'pri', 'p').map(({ id }) => id)).toEqual(['b', 'a', 'c'])
  expect(candidatesOf(all, 'PRÍS', null).map(({ id }) => id)).toEqual(['c'])
})
