import { describe, expect, it } from 'vitest'
import { type RecentPlace, withRecent } from './recent.ts'

const place = (id: string, title = id): RecentPlace => ({ kind: 'project', id, title })

describe('what was opened lately', () => {
  it('has each place once, the last one first, by its title of now', () => {
    expect(withRecent([place('a'), place('b')], place('b', 'B'))).toEqual([place('b', 'B'), place('a')])
  })

  it('does not grow for ever', () => {
    let places: readonly RecentPlace[] = []
    for (let number = 0; number < 30; number += 1) places = withRecent(places, place(String(number)))
    expect(places).toHaveLength(12)
    expect(places[0]?.id).toBe('29')
  })
})
