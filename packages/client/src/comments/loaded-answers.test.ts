import { buildComment, idOf } from '@copydesk/testkit/entities'
import { expect, it } from 'vitest'
import { buildComments } from '../../test/builders.ts'
import { aroundLoaded } from './loaded-answers.ts'

const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
const thread = (first: number, numbers: number[]) =>
  numbers.map((number) => buildComment({ id: idOf(first + number), threadId: idOf(first), number }))

it('names what covers the answers that do not come by themselves', () => {
  const long = thread(1000, [0, ...upTo(10, 60), ...upTo(198, 200)])
  const short = thread(500, upTo(0, 7))
  const grown = thread(100, upTo(0, 12))
  expect(aroundLoaded(buildComments(...long, ...short, ...grown))).toEqual([1010, 1036, 101].map(idOf))
})

it('names no more than a list may be asked for', () => {
  expect(aroundLoaded(buildComments(...thread(1000, upTo(0, 2000))))).toHaveLength(20)
})
