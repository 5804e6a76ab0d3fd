import { idOf } from '@copydesk/testkit/entities'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newestFirst, oldestFirst, putMatching, putRows, type Row, removeRows, replaceRows } from './rows.ts'

const row = fc.record({ id: fc.nat(20).map(idOf), revision: fc.nat(5) })
/** As a list is: ordered, each id once. */
const list = fc
  .uniqueArray(row, { selector: (one) => one.id, maxLength: 15, size: 'max' })
  .map((rows) => rows.sort(oldestFirst))
const runs = { seed: 42, numRuns: 500 }

/** The plain way: newest revision of each id, sorted. Rows of equal revision count as the same. */
function expected(before: Row[], incoming: Row[]): Row[] {
  const byId = new Map<string, Row>()
  for (const one of [...before, ...incoming]) {
    const known = byId.get(one.id)
    if (!known || one.revision > known.revision) byId.set(one.id, one)
  }
  return [...byId.values()].sort(oldestFirst)
}

describe('putRows', () => {
  it('keeps the newest revision of each row, in order', () => {
    fc.assert(
      fc.property(list, fc.array(row, { maxLength: 15, size: 'max' }), (before, incoming) => {
        expect(putRows(before, incoming, oldestFirst)).toEqual(expected(before, incoming))
      }),
      runs,
    )
  })

  it('does not depend on the order of arrival', () => {
    fc.assert(
      fc.property(list, fc.array(row, { maxLength: 8, size: 'max' }), fc.nat(), (before, incoming, turn) => {
        const unique = expected([], incoming)
        const at = turn % Math.max(1, unique.length)
        const turned = [...unique.slice(at), ...unique.slice(0, at)]
        const oneByOne = turned.reduce((rows, one) => putRows(rows, [one], oldestFirst), before)
        expect(oneByOne).toEqual(putRows(before, unique, oldestFirst))
      }),
      runs,
    )
  })

  it('gives the same list back when it knows everything already', () => {
    fc.assert(
      fc.property(list, (before) => {
        expect(putRows(before, before, oldestFirst)).toBe(before)
        expect(putRows(before, [], oldestFirst)).toBe(before)
      }),
      runs,
    )
  })

  it('keeps the reference of every row that stays', () => {
    const [a, b, c] = [1, 2, 3].map((number) => ({ id: idOf(number), revision: 1 })) as [Row, Row, Row]
    const next = putRows([a, b, c], [{ id: b.id, revision: 2 }], oldestFirst)
    expect(next[0]).toBe(a)
    expect(next[1]).toEqual({ id: b.id, revision: 2 })
    expect(next[2]).toBe(c)
  })
})

describe('the other edits', () => {
  const a = { id: idOf(1), revision: 1 }
  const b = { id: idOf(2), revision: 1 }

  it('replaceRows leaves unknown rows out', () => {
    const rows = [a]
    expect(replaceRows(rows, [b])).toBe(rows)
    expect(replaceRows(rows, [{ ...a, revision: 2 }])).toEqual([{ ...a, revision: 2 }])
  })

  it('removeRows gives the same list back when there is nothing to remove', () => {
    const rows = [a]
    expect(removeRows(rows, [b.id])).toBe(rows)
    expect(removeRows(rows, [a.id, b.id])).toEqual([])
  })

  it('putMatching drops a row that stops matching, and never lets one in that does not', () => {
    const odd = (one: Row) => one.revision % 2 === 1
    const rows = [b, a]
    expect(putMatching(rows, [{ id: idOf(3), revision: 2 }], newestFirst, odd)).toBe(rows)
    expect(putMatching(rows, [{ ...a, revision: 2 }], newestFirst, odd)).toEqual([b])
    const added = { id: idOf(3), revision: 1 }
    expect(putMatching(rows, [added], newestFirst, odd)).toEqual([added, b, a])
  })
})
