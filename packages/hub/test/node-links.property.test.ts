/** Messages between nodes over a broker that loses, doubles, delays and reorders them, and carries short ones only. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFrame } from '../src/nodes/node-frames.ts'
import { NodeLinks } from '../src/nodes/node-links.ts'
import { FakeEnvironment } from './support/fake-environment.ts'

const fates = ['arrives', 'arrives', 'arrives', 'lost', 'twice', 'late'] as const
const maxMessageBytes = 1_000

/** Nodes `a` and `b` and what is between them. */
function startPair(fateOf: () => (typeof fates)[number]) {
  const environment = new FakeEnvironment()
  const late: (() => void)[] = []
  const received: Record<string, string[]> = { a: [], b: [] }
  const told: string[] = []
  const nodes = new Map<string, NodeLinks>()
  let longest = 0

  function carry(node: string, frame: string): void {
    longest = Math.max(longest, Buffer.byteLength(frame))
    const deliver = (): void => {
      const decoded = decodeFrame(frame)
      if (decoded === null || decoded.kind === 'plain') throw new Error(`no frame: ${frame}`)
      nodes.get(node)?.receive(decoded)
    }
    const fate = fateOf()
    if (fate === 'arrives' || fate === 'twice') deliver()
    if (fate === 'late' || fate === 'twice') late.push(deliver)
  }

  function start(nodeId: string): NodeLinks {
    const links = new NodeLinks(
      {
        nodeId,
        maxMessageBytes,
        send: carry,
        received: (node, message) => received[nodeId]?.push(`${node}: ${message}`),
        missed: (node) => told.push(`${nodeId} missed of ${node}`),
        gaveUp: (node) => told.push(`${nodeId} gave up ${node}`),
      },
      environment,
    )
    nodes.set(nodeId, links)
    return links
  }

  return {
    environment,
    received,
    told,
    a: start('a'),
    b: start('b'),
    longest: () => longest,
    arriveLate: () => {
      for (const deliver of late.splice(0).toReversed()) deliver()
    },
  }
}

const message = fc.record({
  from: fc.constantFrom('a' as const, 'b' as const),
  length: fc.oneof(fc.nat(50), fc.integer({ min: 500, max: 9_000 })),
  character: fc.constantFrom('x', 'ü', '€', '😀', '\n', '"', '\\'),
  waitMs: fc.constantFrom(0, 0, 0, 50, 400),
})

describe('messages between nodes', () => {
  it('arrive once, whole and in order, whatever the broker does to them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { minLength: 1, maxLength: 20 }),
        fc.infiniteStream(fc.constantFrom(...fates)),
        async (messages, stream) => {
          let isNoisy = true
          const pair = startPair(() => (isNoisy ? (stream.next().value ?? 'arrives') : 'arrives'))
          const sent: Record<string, string[]> = { a: [], b: [] }
          for (const [number, { from, length, character, waitMs }] of messages.entries()) {
            const to = from === 'a' ? 'b' : 'a'
            const text = `${number} ${character.repeat(length)}`
            pair[from].send(to, text)
            sent[to]?.push(`${from}: ${text}`)
            if (waitMs > 0) await pair.environment.advance(waitMs)
            if (number % 3 === 0) pair.arriveLate()
          }
          await pair.environment.advance(2_000)
          isNoisy = false
          pair.arriveLate()
          await pair.environment.advance(10_000)
          expect(pair.received).toEqual(sent)
          expect(pair.longest()).toBeLessThanOrEqual(maxMessageBytes)
          expect(pair.told).toEqual([])
          // All is acknowledged: nothing is sent any more.
          expect(pair.environment.timers).toBe(0)
        },
      ),
      { seed: 44, numRuns: 60 },
    )
  })

  it('wait for a node that is away, and are given up after ten minutes, which that node is told', async () => {
    let isAway = true
    const pair = startPair(() => (isAway ? 'lost' : 'arrives'))
    pair.a.send('b', 'one')
    await pair.environment.advance(9 * 60_000)
    isAway = false
    pair.a.retry()
    await pair.environment.settle()
    expect(pair.received.b).toEqual(['a: one'])
    isAway = true
    pair.a.send('b', 'two')
    await pair.environment.advance(11 * 60_000)
    expect(pair.told).toEqual(['a gave up b'])
    isAway = false
    pair.a.send('b', 'three')
    await pair.environment.settle()
    expect(pair.told).toEqual(['a gave up b', 'b missed of a'])
    expect(pair.received.b).toEqual(['a: one', 'a: three'])
  })

  it('are given up when they become too much, instead of filling the memory', async () => {
    const pair = startPair(() => 'lost')
    const megabyte = 'x'.repeat(1024 * 1024)
    for (let count = 0; count < 33; count += 1) pair.a.send('b', megabyte)
    expect(pair.told).toEqual(['a gave up b'])
  })

  it('begin with the next whole one where the receiver was started anew', async () => {
    const { b, received, environment } = startPair(() => 'arrives')
    // The run before had acknowledged the first piece of five.
    for (const seq of [2, 3, 4, 5, 6]) {
      const part = seq < 6 ? ([seq - 1, 5] as const) : ([0, 1] as const)
      const piece = { seq, part, text: seq < 6 ? 'x' : 'whole' }
      b.receive({ kind: 'piece', node: 'a', link: { id: 'l', nth: 0 }, base: 2, piece })
    }
    await environment.settle()
    expect(received.b).toEqual(['a: whole'])
  })
})
