import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { event } from '../command/command.ts'
import { CommandRunner } from '../command/command-runner.ts'
import type { OutboxEntry } from '../command/outbox.ts'
import { systemActor } from '../command/system-actor.ts'
import { Jobs } from './jobs.ts'
import type { Topics } from './topic.ts'

const actor = systemActor

/** Jobs whose `count` work is a recording, and which fails for the projects named in `failing`. */
async function setUp() {
  const test = await createTestApp()
  const { storage, broker, now, newId } = test.services
  const batches: string[][] = []
  const failing = new Set<string>()
  const errors: object[] = []
  const worked = Promise.withResolvers<void>()
  const topics: Topics = {
    notify: { batchSize: 1, work: async () => [] },
    redact: { batchSize: 1, work: async () => [] },
    count: {
      batchSize: 3,
      work: async (context, payloads) => {
        const ids = payloads.map(({ projectId }) => projectId)
        await context.tx
          .insertInto('meta')
          .values(ids.map((id) => ({ key: `worked:${id}`, value: '' })))
          .execute()
        if (ids.some((id) => failing.has(id))) throw new Error('cannot')
        batches.push(ids)
        worked.resolve()
        return [{ channel: 'projects', event: event(context, 'projects.counted', { projects: [] }) }]
      },
    },
  }
  let jobs: Jobs | undefined
  const runner = new CommandRunner({ storage, broker, now, newId, onWork: () => jobs?.wake() })
  const log = { error: (fields: object) => errors.push(fields) }
  const createJobs = () => {
    jobs = new Jobs({ storage, runner, now, topics, log })
    return jobs
  }
  const enqueue = (...projectIds: string[]) =>
    test.services.runner.run({ actor }, async () => ({ body: null, events: [], outbox: counts(projectIds) }))
  const enqueueAwake = (...projectIds: string[]) =>
    runner.run({ actor }, async () => ({ body: null, events: [], outbox: counts(projectIds) }))
  const outbox = () => storage.read((tx) => tx.selectFrom('outbox').selectAll().execute())
  return {
    ...test,
    createJobs,
    enqueue,
    enqueueAwake,
    outbox,
    batches,
    failing,
    errors,
    worked: worked.promise,
  }
}

function counts(projectIds: string[]): OutboxEntry[] {
  return projectIds.map((projectId) => ({ topic: 'count', payload: { projectId } }))
}

afterEach(() => {
  vi.useRealTimers()
})

describe('jobs', () => {
  it('do work in batches, oldest first, publish and remove it', async () => {
    const { createJobs, enqueue, outbox, batches, advance, announced } = await setUp()
    await enqueue('a', 'b', 'c', 'd')
    advance(250)
    const before = announced.length
    await createJobs().drain()
    expect(batches).toEqual([['a', 'b', 'c'], ['d']])
    expect(announced.length - before).toBe(2)
    expect(await outbox()).toEqual([])
  })

  it('leave work that is not due, and take it along once something is', async () => {
    const { createJobs, enqueue, batches, advance } = await setUp()
    const jobs = createJobs()
    await enqueue('a')
    await jobs.drain()
    expect(batches).toEqual([])
    advance(249)
    await enqueue('b')
    advance(1)
    await jobs.drain()
    expect(batches).toEqual([['a', 'b']])
  })

  it('let requests through between two batches, however much is left to do', async () => {
    const { createJobs, enqueue, batches, advance } = await setUp()
    await enqueue(...Array.from({ length: 30 }, (_, index) => `p${index}`))
    advance(250)
    const seen: number[] = []
    const watch = () => {
      seen.push(batches.length)
      if (batches.length < 10) setImmediate(watch)
    }
    setImmediate(watch)
    await createJobs().drain()
    expect(new Set(seen).size).toBeGreaterThan(5)
  })

  it('undo a batch that fails, publish nothing, and try its entries one by one', async () => {
    const { createJobs, enqueue, outbox, batches, failing, errors, advance, announced, storage } =
      await setUp()
    const jobs = createJobs()
    failing.add('b')
    await enqueue('a', 'b', 'c')
    advance(250)
    const before = announced.length
    await jobs.drain()
    expect(batches).toEqual([])
    expect(announced).toHaveLength(before)
    expect(errors).toHaveLength(1)
    const traces = await storage.read((tx) =>
      tx.selectFrom('meta').select('key').where('key', 'like', 'worked:%').execute(),
    )
    expect(traces).toEqual([])
    advance(1000)
    await jobs.drain()
    expect(batches).toEqual([['a'], ['c']])
    expect(await outbox()).toMatchObject([{ attempts: 2 }])
  })

  it('wait longer after each failure, and never give up', async () => {
    const { createJobs, enqueue, outbox, failing, advance, services } = await setUp()
    const jobs = createJobs()
    failing.add('a')
    await enqueue('a')
    const waits: number[] = []
    for (let attempt = 0; attempt < 12; attempt += 1) {
      advance(600_000)
      await jobs.drain()
      const [row] = await outbox()
      waits.push((row?.due_at ?? 0) - services.now())
    }
    expect(waits.slice(0, 4)).toEqual([1000, 2000, 4000, 8000])
    expect(waits.at(-1)).toBe(600_000)
    failing.clear()
    advance(600_000)
    await jobs.drain()
    expect(await outbox()).toEqual([])
  })

  it('do not hold up new work behind work that fails', async () => {
    const { createJobs, enqueue, batches, failing, advance } = await setUp()
    const jobs = createJobs()
    failing.add('a')
    await enqueue('a')
    advance(250)
    await jobs.drain()
    await enqueue('b')
    advance(1000)
    await jobs.drain()
    expect(batches).toEqual([['b']])
  })

  it('begin by themselves when a commit leaves work that is due', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { createJobs, enqueueAwake, outbox, advance, worked } = await setUp()
    const jobs = createJobs()
    await enqueueAwake('a')
    advance(250)
    await vi.advanceTimersByTimeAsync(250)
    await worked
    await jobs.stop()
    expect(await outbox()).toEqual([])
  })

  it('find what a process that crashed has left', async () => {
    const { createJobs, enqueue, outbox, advance, worked } = await setUp()
    await enqueue('a')
    advance(250)
    const jobs = createJobs()
    jobs.wake()
    await worked
    await jobs.drain()
    await jobs.stop()
    expect(await outbox()).toEqual([])
  })

  it('look again every few seconds even if nobody wakes them', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { createJobs, enqueue, advance, worked } = await setUp()
    const jobs = createJobs()
    jobs.wake()
    await jobs.drain()
    await enqueue('a')
    advance(5000)
    await vi.advanceTimersByTimeAsync(5000)
    await worked
    await jobs.stop()
  })

  it('do nothing any more once stopped', async () => {
    const { createJobs, enqueue, outbox, advance } = await setUp()
    const jobs = createJobs()
    await jobs.stop()
    await enqueue('a')
    advance(250)
    jobs.wake()
    await jobs.drain()
    expect(await outbox()).toHaveLength(1)
  })

  it('leave work of a newer version to that version', async () => {
    const { createJobs, storage, outbox, services } = await setUp()
    const row = { id: services.newId(), topic: 'later', payload: '{}', created_at: 0, due_at: 0, attempts: 0 }
    await storage.write((tx) => tx.insertInto('outbox').values(row).execute())
    await createJobs().drain()
    expect(await outbox()).toEqual([row])
  })
})
