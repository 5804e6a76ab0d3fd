import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createJobTest, write } from '../../test/job-test.ts'
import { delivery, FinalFailure } from '../command/work.ts'

const leaseMs = 30_000
type Send = (to: string, attempt: { id: string; attempt: number; signal: AbortSignal }) => Promise<string>

async function setUp(send: Send, atOnce = 2) {
  const mail = delivery({
    name: 'mail',
    lane: 'outbound',
    payload: z.object({ to: z.custom<string>((value) => typeof value === 'string') }),
    ...{ leaseMs, atOnce },
    retry: { attempts: 3, firstMs: 1000, longestMs: 60_000 },
    deliver: ({ to }, attempt) => send(to, attempt),
    settle: async (context, { to }, result) => {
      const how = result.isDelivered ? result.receipt : `${result.error}${result.isFinal ? ', for good' : ''}`
      await write(context, `${to} ${result.attempt}: ${how}`)
      return { events: [] }
    },
  })
  return { ...(await createJobTest([mail])), mail }
}

afterEach(() => {
  vi.useRealTimers()
})

describe('a delivery', () => {
  it('is done outside of transactions, and settled once', async () => {
    const { startNode, enqueue, committed, outbox, mail, storage } = await setUp(async (to) => {
      // A transaction of its own would wait for ever if one were open.
      await storage.write((tx) => tx.selectFrom('meta').select('key').execute())
      return `took ${to}`
    })
    await enqueue(mail.entry({ to: 'a' }), mail.entry({ to: 'b' }), mail.entry({ to: 'c' }))
    await startNode().drain()
    expect(await committed()).toEqual(['a 1: took a', 'b 1: took b', 'c 1: took c'])
    expect(await outbox()).toEqual([])
  })

  it('is under the same id at every attempt, and kept aside after the last one', async () => {
    const ids = new Set<string>()
    const { startNode, enqueue, committed, failedWork, outbox, mail, advance } = await setUp(
      async (_, { id }) => {
        ids.add(id)
        throw new Error('busy')
      },
    )
    const node = startNode()
    await enqueue(mail.entry({ to: 'a' }))
    for (const waitMs of [0, 1000, 2000]) {
      advance(waitMs)
      await node.drain()
    }
    expect(ids.size).toBe(1)
    expect(await committed()).toEqual(['a 1: Error: busy', 'a 2: Error: busy', 'a 3: Error: busy, for good'])
    expect(await outbox()).toEqual([])
    expect(await failedWork()).toMatchObject([{ topic: 'mail', attempts: 3, error: 'busy' }])
  })

  it('is not tried again when no further attempt would change it', async () => {
    const { startNode, enqueue, failedWork, mail } = await setUp(async () => {
      throw new FinalFailure('no such address')
    })
    await enqueue(mail.entry({ to: 'a' }))
    await startNode().drain()
    expect(await failedWork()).toMatchObject([{ attempts: 1, error: 'no such address' }])
  })

  it('that hangs ends with its lease, and holds up no other', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { startNode, enqueue, committed, outbox, mail } = await setUp((to) =>
      to === 'hangs' ? new Promise(() => {}) : Promise.resolve('taken'),
    )
    await enqueue(mail.entry({ to: 'hangs' }), mail.entry({ to: 'a' }), mail.entry({ to: 'b' }))
    const node = startNode()
    const drained = node.drain()
    await expect.poll(committed).toContain('a 1: taken')
    await vi.advanceTimersByTimeAsync(leaseMs)
    await drained
    expect(await committed()).toEqual([
      'a 1: taken',
      'b 1: taken',
      'hangs 1: Error: It took longer than its lease',
    ])
    expect(await outbox()).toMatchObject([{ attempts: 1, lease: null }])
  })

  it('of a node that died is taken over once its lease has been seen for its whole length', async () => {
    const { startNode, enqueue, committed, mail, storage, advance } = await setUp(async () => 'taken')
    await enqueue(mail.entry({ to: 'a' }))
    await storage.write((tx) => tx.updateTable('outbox').set({ lease: 'of the dead', attempts: 1 }).execute())
    const node = startNode()
    await node.drain()
    advance(leaseMs - 1)
    await node.drain()
    expect(await committed()).toEqual([])
    advance(1)
    await node.drain()
    expect(await committed()).toEqual(['a 2: taken'])
  })

  it('that takes the process down each time is kept aside in the end', async () => {
    const { startNode, enqueue, failedWork, mail, storage, advance } = await setUp(async () => 'taken')
    await enqueue(mail.entry({ to: 'a' }))
    await storage.write((tx) => tx.updateTable('outbox').set({ lease: 'of the dead', attempts: 3 }).execute())
    const node = startNode()
    await node.drain()
    advance(leaseMs)
    await node.drain()
    expect(await failedWork()).toMatchObject([{ error: 'Its last attempt never ended' }])
  })

  it('is left to others at once when the server stops', async () => {
    const began = Promise.withResolvers<void>()
    const { startNode, enqueueAwake, outbox, mail } = await setUp(async () => {
      began.resolve()
      return new Promise<string>(() => {})
    })
    const node = startNode()
    await enqueueAwake(mail.entry({ to: 'a' }))
    await began.promise
    await node.stop()
    expect(await outbox()).toMatchObject([{ lease: null, attempts: 0 }])
  })

  it('that was replaced under its key while it was under way leaves the new one to be done', async () => {
    const began = Promise.withResolvers<void>()
    const mayEnd = Promise.withResolvers<void>()
    const { startNode, enqueue, committed, outbox, mail } = await setUp(async (to) => {
      began.resolve()
      if (to === 'old') await mayEnd.promise
      return 'taken'
    }, 1)
    await enqueue(mail.entry({ to: 'old' }, { key: 'k' }))
    const drained = startNode().drain()
    await began.promise
    await enqueue(mail.entry({ to: 'new' }, { key: 'k' }))
    mayEnd.resolve()
    await drained
    expect(await committed()).toEqual(['new 1: taken'])
    expect(await outbox()).toEqual([])
  })

  it('whose settlement fails is settled without what should have been written', async () => {
    const { startNode, enqueue, outbox, errors, mail } = await setUp(async () => 'taken')
    vi.spyOn(mail, 'settle').mockRejectedValue(new Error('a bug'))
    await enqueue(mail.entry({ to: 'a' }))
    await startNode().drain()
    expect(errors).toMatchObject([{ err: { message: 'a bug' } }])
    expect(await outbox()).toEqual([])
  })
})
