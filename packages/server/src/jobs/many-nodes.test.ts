/** Several nodes at one outbox: with PostgreSQL they really write at the same time. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createJobTest, write } from '../../test/job-test.ts'
import { cancel } from '../command/outbox.ts'
import { delivery, followUp, timedCommand } from '../command/work.ts'
import { StorageFailure } from '../storage/storage-failure.ts'

const payload = z.object({ what: z.custom<string>((value) => typeof value === 'string') })
const hour = 3_600_000

/** One piece of work of each kind; `during` happens in the middle of the transactions. */
async function setUp(during: (what: string) => Promise<unknown> | undefined = () => undefined) {
  const counted = followUp({
    ...{ name: 'counted', lane: 'prompt', payload, batchSize: 3 },
    work: async (context, payloads) => {
      for (const { what } of payloads) await write(context, what)
      for (const { what } of payloads) await during(what)
      return { events: [] }
    },
  })
  const scheduled = timedCommand({
    ...{ name: 'scheduled', lane: 'scheduled', payload, action: 'project.publish' as const },
    run: async (context, { what }) => {
      await write(context, what)
      await during(what)
      return { events: [] }
    },
    refused: async () => ({ events: [] }),
    failed: async () => ({ events: [] }),
  })
  const sent = delivery({
    ...{ name: 'sent', lane: 'outbound', payload, leaseMs: 60_000, atOnce: 2 },
    deliver: async ({ what }) => what,
    settle: async (context, { what }) => {
      await write(context, what)
      return { events: [] }
    },
  })
  const test = await createJobTest([counted, scheduled, sent])
  const actor = { id: test.people.ben.id, kind: 'person' as const }
  const schedule = (what: string) =>
    scheduled.entry({ what }, { key: what, dueAt: test.services.now() + hour, actor })
  return { ...test, counted, scheduled, sent, schedule }
}

describe('several nodes', () => {
  it('do everything once', async () => {
    const { startNode, enqueue, counted, sent, schedule, committed, outbox, errors, advance } = await setUp()
    const names = (kind: string) => Array.from({ length: 12 }, (_, index) => `${kind} ${index + 10}`)
    await enqueue(
      ...names('counted').map((what) => counted.entry({ what })),
      ...names('keyed').map((what) => counted.entry({ what }, { key: what })),
      ...names('scheduled').map(schedule),
      ...names('sent').map((what) => sent.entry({ what })),
    )
    advance(hour)
    await Promise.all([startNode(), startNode(), startNode()].map((node) => node.drain()))
    expect(errors).toEqual([])
    expect(await outbox()).toEqual([])
    expect(await committed()).toEqual(['counted', 'keyed', 'scheduled', 'sent'].flatMap(names))
  })

  it('take over what a node was at when it died, of which nothing is left', async () => {
    const began = Promise.withResolvers<void>()
    const death = Promise.withResolvers<never>()
    let isAlive = true
    const { startNode, enqueue, counted, committed, outbox } = await setUp(() => {
      if (!isAlive) return
      isAlive = false
      began.resolve()
      return death.promise
    })
    await enqueue(counted.entry({ what: 'a' }), counted.entry({ what: 'b' }))
    const dying = startNode().drain()
    await began.promise
    const other = startNode()
    const meanwhile = other.drain()
    death.reject(new StorageFailure('storage_full'))
    await expect(dying).rejects.toThrow(StorageFailure)
    await meanwhile
    await other.drain()
    expect(await committed()).toEqual(['a', 'b'])
    expect(await outbox()).toEqual([])
  })

  it('never do a command that was cancelled while it ran', async () => {
    let cancelled: Promise<boolean> | undefined
    const test = await setUp(() => {
      cancelled = storage.write((tx) => cancel(tx, scheduled, 'a'))
      // SQLite lets it wait until the command is done.
      return storage.database === 'postgres' ? cancelled : undefined
    })
    const { storage, scheduled, startNode, enqueue, schedule, committed, outbox, advance, errors } = test
    await enqueue(schedule('a'))
    advance(hour)
    await startNode().drain()
    expect(await committed()).toEqual((await cancelled) ? [] : ['a'])
    expect(await outbox()).toEqual([])
    expect(errors).toEqual([])
  })

  it('do what was put under a key while the other was being done', async () => {
    let isFirst = true
    const test = await setUp(() => {
      if (!isFirst) return
      isFirst = false
      const again = enqueue(counted.entry({ what: 'new' }, { key: 'k' }))
      return storage.database === 'postgres' ? again : undefined
    })
    const { storage, enqueue, counted, startNode, committed, outbox } = test
    await enqueue(counted.entry({ what: 'old' }, { key: 'k' }))
    const node = startNode()
    await node.drain()
    await node.drain()
    expect(await committed()).toEqual(['new', 'old'])
    expect(await outbox()).toEqual([])
  })
})
