/** Stopping without a stampede: who is told when, and what is still carried out. */
import { describe, expect, it } from 'vitest'
import type { TestClient } from './support/test-client.ts'
import { startTestHub, type TestHub } from './support/test-hub.ts'

async function connectMany({ client }: TestHub, count: number): Promise<TestClient[]> {
  const clients: TestClient[] = []
  for (let index = 0; index < count; index += 1) clients.push(await client().connect())
  return clients
}

const ended = (clients: TestClient[]): number => clients.filter(({ closeCode }) => closeCode === 3001).length

describe('drain', () => {
  it('[D6] ends many connections spread over the time that is set', async () => {
    const hub = await startTestHub({ drainMs: 1_000 })
    const clients = await connectMany(hub, 1_500)
    let done = false
    void hub.core.drain().then(() => {
      done = true
    })
    const counts: number[] = []
    for (let tenth = 0; tenth < 10; tenth += 1) {
      counts.push(ended(clients))
      expect(done).toBe(tenth === 9)
      await hub.environment.advance(100)
    }
    expect(counts).toEqual([150, 300, 450, 600, 750, 900, 1050, 1200, 1350, 1500])
    expect(hub.core.stats()).toMatchObject({ connections: 0, drops: { 3001: 1_500 } })
  })

  it('[D6] ends a few at once', async () => {
    const hub = await startTestHub()
    const clients = await connectMany(hub, 100)
    await hub.core.drain()
    expect(ended(clients)).toBe(100)
    expect(clients[0]?.transport.closedWith).toEqual({ code: 3001, reason: 'shutdown' })
  })

  it('[D3] carries out what it has received, and takes no more', async () => {
    const answers: (() => void)[] = []
    const hub = await startTestHub({
      authorize: () =>
        new Promise((resolve) => {
          answers.push(() => resolve({ ok: true }))
        }),
    })
    const [busy, idle] = [await hub.client().connect(), await hub.client().connect()]
    await busy.send({ subscribe: { channel: 'a' } }, { subscribe: { channel: 'b' } })
    let done = false
    const drained = hub.core.drain().then(() => {
      done = true
    })
    await hub.environment.settle()
    expect([busy.closeCode, idle.closeCode, done]).toEqual([null, 3001, false])
    await busy.send({ subscribe: { channel: 'c' } })
    while (answers.length > 0) {
      answers.shift()?.()
      await hub.environment.settle()
    }
    await drained
    expect(await busy.received()).toMatchObject([
      { id: 2, subscribe: { positioned: true } },
      { id: 3, subscribe: { positioned: true } },
    ])
    expect(busy.closeCode).toBe(3001)
  })

  it('[D3] does not wait for ever for a command', async () => {
    const hub = await startTestHub({ authorize: () => new Promise(() => undefined) })
    const busy = await hub.client().connect()
    await busy.send({ subscribe: { channel: 'a' } })
    const drained = hub.core.drain()
    await hub.environment.advance(2_900)
    expect(busy.closeCode).toBeNull()
    await hub.environment.advance(200)
    expect(busy.closeCode).toBe(3001)
    await drained
  })

  it('can be asked for twice', async () => {
    const hub = await startTestHub()
    const first = hub.core.drain()
    expect(hub.core.drain()).toBe(first)
    await first
  })
})
