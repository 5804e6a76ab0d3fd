import { describe, expect, it } from 'vitest'
import { RecentPublications } from './recent-publications.ts'

const publication = (offset: number, data = '{}') => ({ offset, data })

function start(offsets: number[], limits = { maxRecoveredPublications: 4, maxRecoveredBytes: 100 }) {
  const publications = offsets.map((offset) => publication(offset))
  const recent = new RecentPublications((offsets[0] ?? 1) - 1, publications, limits)
  const since = (offset: number) => recent.since(offset)?.publications.map(({ offset }) => offset)
  return { recent, since }
}

describe('RecentPublications', () => {
  it('knows what came after an offset, and does not know what came before its first one', () => {
    const { recent, since } = start([3, 4])
    recent.add(publication(5))
    expect([since(2), since(4), since(5)]).toEqual([[3, 4, 5], [5], []])
    expect(recent.since(1)).toBeUndefined()
  })

  it('makes the bytes of a reply once for all who get the same', () => {
    const { recent } = start([3, 4])
    const missed = recent.since(3)
    const reply = missed?.reply(2, { offset: 3 })
    expect(recent.since(3)?.reply(2, { offset: 3 })).toBe(reply)
    const framing = (text: string) => Buffer.from(text)
    expect(reply?.for(framing).toString()).toBe(
      '{"id":2,"subscribe":{"offset":3,"publications":[{"data":{},"offset":4}]}}',
    )
    expect(missed?.reply(3, { offset: 3 }).for(framing).toString()).toContain('"id":3')
    recent.add(publication(5))
    expect(recent.since(3)?.publications).toHaveLength(2)
    expect(missed?.publications).toHaveLength(1)
  })

  it('[R4] keeps no more than one recovery may hold, and says so', () => {
    const { recent, since } = start([1, 2, 3, 4])
    recent.add(publication(5))
    expect(recent.since(0)).toBeNull()
    expect(since(1)).toEqual([2, 3, 4, 5])
    recent.add(publication(6, 'x'.repeat(97)))
    expect(recent.since(3)).toBeNull()
    expect(since(4)).toEqual([5, 6])
    recent.add(publication(7, 'x'.repeat(101)))
    expect(recent.since(6)).toBeNull()
    expect(since(7)).toEqual([])
  })
})
