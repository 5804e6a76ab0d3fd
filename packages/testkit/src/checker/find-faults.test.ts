/** Faults that are planted in a good history, one of each kind: the checker names that one and no other. */
import { describe, expect, it } from 'vitest'
import { findFaults } from './find-faults.ts'
import type { History, Received } from './history.ts'

const channel = 'project:a'
const entries = ['a', 'b', 'c', 'd']
const publication = (offset: number, entry: string | null = entries[offset - 1] ?? null): Received => ({
  ...{ type: 'publication', epoch: 'e', offset, entry },
})
const snapshot = (offset: number, own = entries.slice(0, offset)): Received => ({
  ...{ type: 'snapshot', epoch: 'e', offset, entries: own },
})

/** Two clients: one from the beginning, one who came later, was away, and loaded again. */
function good(): { -readonly [Key in keyof History]: History[Key] } {
  return {
    appends: [
      ...entries.map((entry) => ({ channel, entry, outcome: 'acknowledged' as const })),
      { channel, entry: 'x', outcome: 'refused' },
      { channel, entry: 'y', outcome: 'unknown' },
    ],
    observed: [
      { client: 'one', channel, received: [snapshot(0), ...[1, 2, 3, 4].map((at) => publication(at))] },
      { client: 'two', channel, received: [snapshot(1), publication(2), snapshot(3), publication(4)] },
    ],
    final: [{ channel, epoch: 'e', offset: 4, entries }],
  }
}

/** The history with what its second client received in place of the good. */
const received = (...own: Received[]): History => ({
  ...good(),
  observed: [...good().observed.slice(0, 1), { client: 'two', channel, received: own }],
})

const withEntries = (...own: string[]): History => ({
  ...good(),
  observed: [],
  final: [{ channel, epoch: 'e', offset: 4, entries: own }],
})

const kinds = (history: History) => [...new Set(findFaults(history).map(({ kind }) => kind))]

describe('the checker', () => {
  it('finds nothing in a good history', () => {
    expect(findFaults(good())).toEqual([])
  })

  it('takes what was not answered either way', () => {
    expect(findFaults(withEntries(...entries, 'y'))).toEqual([])
  })

  it.each([
    ['lost', withEntries('a', 'b', 'd')],
    ['doubled', withEntries('a', 'b', 'b', 'c', 'd')],
    ['made up', withEntries(...entries, 'x')],
    ['made up', withEntries(...entries, 'never sent')],
    ['doubled', received(snapshot(3), publication(3), publication(4))],
    ['gap', received(snapshot(0), publication(1), publication(3), snapshot(4))],
    ['stale snapshot', received(snapshot(0), publication(1), snapshot(2, ['b']), snapshot(4))],
    ['diverged', received(snapshot(3))],
    ['diverged', received(snapshot(4, ['a', 'b', 'd']))],
  ] as const)('names what is %s', (kind, history) => {
    expect(kinds(history)).toContain(kind)
  })

  it('names the offset that stands for two publications, and what they are', () => {
    const faults = findFaults(received(snapshot(3), publication(4, 'x')))
    expect(faults).toContainEqual({
      ...{ kind: 'offset used twice', channel, client: 'two' },
      about: '4: d and x',
    })
  })

  it('names what came in another order than it is in', () => {
    const mixed = received(snapshot(4, ['a', 'c', 'b', 'd']))
    expect(kinds(mixed)).toEqual(['reordered'])
  })

  it('lets another epoch begin with a snapshot, and with nothing else', () => {
    const other = { epoch: 'f', offset: 1, entry: null, type: 'publication' } as const
    const history: History = { ...good(), final: [{ channel, epoch: 'f', offset: 1, entries: ['a'] }] }
    const appends = [{ channel, entry: 'a', outcome: 'acknowledged' as const }]
    const followedBy = (...own: Received[]): History => ({
      ...{ ...history, appends },
      observed: [{ client: 'one', channel, received: [snapshot(1), ...own] }],
    })
    expect(
      findFaults(followedBy({ type: 'snapshot', epoch: 'f', offset: 0, entries: ['a'] }, other)),
    ).toEqual([])
    expect(kinds(followedBy(other))).toEqual(['gap'])
  })
})
