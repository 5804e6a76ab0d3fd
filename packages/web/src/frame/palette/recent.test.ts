import { describe, expect, it } from 'vitest'
import { type RecentPlace, stillKnown, withRecent } from './recent.ts'

const place = (id: string, title = id, privateIds: string[] = []): RecentPlace => ({
  ...({ kind: 'project', id, title, privateIds } as const),
})

describe('what was opened lately', () => {
  it('has each place once, the last one first, by its title of now', () => {
    expect(withRecent([place('a'), place('b')], place('b', 'B'))).toEqual([place('b', 'B'), place('a')])
  })

  it('is forgotten once one is in a private project less than when one saw it', () => {
    const places = [place('a', 'Of a member of two', ['m', 'n']), place('b', 'Of one', ['n']), place('c')]
    expect(stillKnown(places, new Set(['m', 'n']))).toEqual(places)
    expect(stillKnown(places, new Set(['n']))).toEqual(places.slice(1))
    expect(stillKnown(places, new Set())).toEqual(places.slice(2))
  })

  it('does not grow for ever', () => {
    let places: readonly RecentPlace[] = []
    for (let number = 0; number < 30; number += 1) places = withRecent(places, place(String(number)))
    expect(places).toHaveLength(12)
    expect(places[0]?.id).toBe('29')
  })
})
