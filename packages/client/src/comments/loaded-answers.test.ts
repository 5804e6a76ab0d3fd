import { answersAround } from '@copydesk/contract'
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
  expect(aroundLoaded(buildComments(...long, ...short, ...grown))).toEqual([1035, 109].map(idOf))
})

it('brings the same again with every reload, and goes nowhere else', () => {
  let loaded = [...upTo(4975, 5034), 7000]
  const extents: number[] = []
  for (let reload = 0; reload < 9; reload += 1) {
    const all = thread(20000, [0, ...loaded, ...upTo(9998, 10000)])
    const around = new Set(aroundLoaded(buildComments(...all)))
    const sought = all.flatMap(({ id, number }) => (around.has(id) ? [number] : []))
    const brought = upTo(1, 9997).filter((n) =>
      sought.some((number) => Math.abs(number - n) <= answersAround),
    )
    expect(brought).toEqual(expect.arrayContaining(loaded))
    loaded = brought
    extents.push(loaded.length)
  }
  expect(extents.slice(2)).toEqual(Array(7).fill(extents[1]))
})

it('names no more than a list may be asked for', () => {
  expect(aroundLoaded(buildComments(...thread(1000, upTo(0, 2000))))).toHaveLength(20)
})
