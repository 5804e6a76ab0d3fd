import { describe, expect, it } from 'vitest'
import {
  blame,
  climbed,
  encourage,
  initialLadder,
  type Ladder,
  nextAbove,
  offer,
  prove,
  rungs,
  settle,
} from './ladder.ts'

const all = () => offer(initialLadder(rungs, null), rungs)
const times = (count: number, ladder: Ladder, step: (ladder: Ladder) => Ladder) =>
  Array.from({ length: count }).reduce<Ladder>((before) => step(before), ladder)
const fail = (ladder: Ladder) => blame(ladder, 'no_connection')

describe('the ladder', () => {
  it('begins at the best of what is offered and spoken', () => {
    expect(all().rung).toBe('websocket')
    expect(offer(initialLadder(rungs, null), ['poll', 'http_stream']).rung).toBe('http_stream')
    expect(offer(initialLadder(['http_stream', 'poll'], null), rungs).rung).toBe('http_stream')
  })

  it('begins at what worked here a while ago, if that is offered', () => {
    expect(offer(initialLadder(rungs, 'poll'), rungs).rung).toBe('poll')
    expect(offer(initialLadder(rungs, 'poll'), ['websocket']).rung).toBe('websocket')
  })

  it('goes down at the first failure of what never worked, then all the way round', () => {
    expect(fail(all())).toMatchObject({
      rung: 'http_stream',
      fallen: { rung: 'websocket', trouble: 'no_connection' },
    })
    expect(times(2, all(), fail).rung).toBe('poll')
    expect(times(3, all(), fail).rung).toBe('websocket')
  })

  it('is more patient with what worked', () => {
    const proven = prove(all())
    expect(times(2, proven, fail).rung).toBe('websocket')
    expect(times(3, proven, fail).rung).toBe('http_stream')
    expect(times(2, settle(times(2, proven, fail)), fail).rung).toBe('websocket')
  })

  it('stays where it is while that is offered', () => {
    const down = fail(all())
    expect(offer(down, ['http_stream', 'poll']).rung).toBe('http_stream')
    expect(offer(down, ['poll'])).toMatchObject({ rung: 'poll', fallen: null })
    expect(offer(down, rungs)).toBe(down)
  })

  it('is eager for a better one that is offered newly, and on what may be another network', () => {
    const without = offer(initialLadder(rungs, null), ['http_stream'])
    expect(without.isEager).toBe(false)
    expect(offer(without, rungs)).toMatchObject({ rung: 'http_stream', isEager: true, climbs: 0 })
    expect(offer(without, ['http_stream', 'poll']).isEager).toBe(false)
    const tired = times(5, prove(fail(all())), (ladder) => climbed(ladder, null))
    expect(tired.climbs).toBe(5)
    expect(encourage(tired)).toMatchObject({ rung: 'http_stream', isEager: true, climbs: 0 })
  })

  it('climbs to the best first, then to the next, and no further than it stands', () => {
    const bottom = times(2, all(), fail)
    expect(nextAbove(bottom, null)).toBe('websocket')
    expect(nextAbove(bottom, 'websocket')).toBe('http_stream')
    expect(nextAbove(bottom, 'http_stream')).toBeNull()
    expect(nextAbove(all(), null)).toBeNull()
  })

  it('forgets why it fell once it is back, and counts climbs until that has held', () => {
    const back = climbed(times(2, all(), fail), 'websocket')
    expect(back).toMatchObject({ rung: 'websocket', isProven: true, fallen: null, climbs: 1 })
    expect(settle(back).climbs).toBe(0)
    const half = climbed(times(2, all(), fail), 'http_stream')
    expect(half.fallen).not.toBeNull()
    expect(settle(half).climbs).toBe(1)
  })
})
