import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createJobTest, write } from '../../test/job-test.ts'
import { event } from '../command/command.ts'
import { CommandRunner } from '../command/command-runner.ts'
import type { NewWork, OutboxEntry } from '../command/outbox.ts'
import { systemActor } from '../command/system-actor.ts'
import { delivery, followUp } from '../command/work.ts'
import { StorageFailure } from '../storage/storage-failure.ts'
import { readFailedWork, retryFailedWork } from './failed-work.ts'
import { onWorkElsewhere, wakeNodes } from './wake-nodes.ts'

/** Work that records what it was given, and fails for the projects named in `failing`. */
async function setUp() {
  const batches: string[][] = []
  const failing = new Set<string>()
  const worked = Promise.withResolvers<void>()
  const count = followUp({
    name: 'count',
    lane: 'prompt',
    payload: z.object({ projectId: z.custom<string>((value) => typeof value === 'string') }),
    batchSize: 3,
    delayMs: 250,
    work: async (context, payloads) => {
      const ids = payloads.map(({ projectId }) => projectId)
      for (const id of ids) await write(context, id)
      if (ids.some((id) => failing.has(id))) throw new Error('cannot')
      batches.push(ids)
      worked.resolve()
      const counted = event(context, 'projects.counted', { projects: [] })
      return { events: [{ channel: 'projects', event: counted }] }
    },
    failed: async (context, { projectId }) => {
      await write(context, `failed ${projectId}`)
      return { events: [] }
    },
  })
  const test = await createJobTest([count])
  const entries = (ids: string[]) => ids.map((projectId) => count.entry({ projectId }))
  return {
    ...test,
    test,
    count,
    createJobs: () => test.startNode(),
    enqueue: (...ids: string[]) => test.enqueue(...entries(ids)),
    enqueueAwake: (...ids: string[]) => test.enqueueAwake(...entries(ids)),
    batches,
    failing,
    worked: worked.promise,
  }
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

  it('keep what is left of an entry in its place', async () => {
    const batches: string[][] = []
    const spell = followUp({
      name: 'spell',
      lane: 'prompt',
      payload: z.object({ word: z.string() }),
      batchSize: 2,
      work: async (_, payloads) => {
        batches.push(payloads.map(({ word }) => word))
        const left = payloads.flatMap((one): [typeof one, typeof one][] =>
          one.word.length > 1 ? [[one, { word: one.word.slice(1) }]] : [],
        )
        return { events: [], left: new Map(left) }
      },
    })
    const { startNode, enqueue, outbox } = await createJobTest([spell])
    await enqueue(...['abc', 'd', 'ef', 'g'].map((word) => spell.entry({ word })))
    await startNode().drain()
    expect(batches).toEqual([['abc', 'd'], ['bc', 'ef'], ['c', 'f'], ['g']])
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

  it('take nothing along before an instant that was asked for', async () => {
    const { count, createJobs, test, batches, advance, outbox } = await setUp()
    const jobs = createJobs()
    const at = test.services.now() + 1000
    const asked = (projectId: string, dueAt: number) => count.entry({ projectId }, { dueAt })
    await test.enqueue(asked('a', at), asked('b', at + 1), asked('c', at))
    advance(1000)
    await jobs.drain()
    expect(batches).toEqual([['a', 'c']])
    expect(await outbox()).toMatchObject([{ payload: '{"projectId":"b"}', attempts: 0 }])
    advance(1)
    await jobs.drain()
    expect(batches).toEqual([['a', 'c'], ['b']])
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
    const { createJobs, enqueue, outbox, batches, failing, errors, advance, announced, committed } =
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
    expect(await committed()).toEqual([])
    advance(1000)
    await jobs.drain()
    expect(batches).toEqual([['a'], ['c']])
    expect(await outbox()).toMatchObject([{ attempts: 2 }])
  })

  it('wait longer after each failure, and keep aside what failed at its last attempt', async () => {
    const { createJobs, enqueue, outbox, failedWork, committed, failing, advance, services } = await setUp()
    const jobs = createJobs()
    failing.add('a')
    await enqueue('a')
    const waits: number[] = []
    for (let attempt = 1; attempt < 25; attempt += 1) {
      advance(600_000)
      await jobs.drain()
      const [row] = await outbox()
      waits.push((row?.due_at ?? 0) - services.now())
    }
    expect(waits.slice(0, 4)).toEqual([1000, 2000, 4000, 8000])
    expect(waits.at(-1)).toBe(600_000)
    expect(await failedWork()).toEqual([])
    advance(600_000)
    await jobs.drain()
    expect(await outbox()).toEqual([])
    expect(await failedWork()).toMatchObject([
      { topic: 'count', payload: '{"projectId":"a"}', attempts: 25, error: 'cannot' },
    ])
    expect(await committed()).toEqual(['failed a'])
  })

  it('try again what failed for good, once somebody asks for it', async () => {
    const { createJobs, enqueue, outbox, batches, failing, advance, storage, services } = await setUp()
    const jobs = createJobs()
    failing.add('a')
    await enqueue('a')
    for (let attempt = 0; attempt < 25; attempt += 1) {
      advance(600_000)
      await jobs.drain()
    }
    failing.clear()
    const { data } = await storage.read((tx) => readFailedWork(tx, { limit: 10 }))
    const retry = () => services.runner.run({ actor: systemActor }, retryFailedWork(data[0]?.id ?? ''))
    expect((await retry()).body).toMatchObject({ work: 'count', attempts: 25, error: 'cannot' })
    await expect(retry()).rejects.toMatchObject({ code: 'not_found' })
    await jobs.drain()
    expect(batches).toEqual([['a']])
    expect(await outbox()).toEqual([])
  })

  it('blame the database for what is its fault, and not the entry', async () => {
    const { count, createJobs, enqueue, outbox, advance } = await setUp()
    await enqueue('a')
    advance(250)
    const work = vi.spyOn(count, 'work').mockRejectedValueOnce(new StorageFailure('storage_full'))
    const jobs = createJobs()
    await expect(jobs.drain()).rejects.toThrow(StorageFailure)
    expect(await outbox()).toMatchObject([{ attempts: 0 }])
    work.mockRestore()
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

  it('leave lanes alone that a commit left no work for', async () => {
    const declared = { payload: z.object({}), batchSize: 1 }
    const began: string[] = []
    const done = Promise.withResolvers<void>()
    const work = (name: string) =>
      followUp({
        ...declared,
        name,
        lane: name,
        work: async () => {
          began.push(name)
          if (name === 'woken') done.resolve()
          return { events: [] }
        },
      })
    const [woken, asleep] = [work('woken'), work('asleep')]
    const { startNode, enqueue, enqueueAwake } = await createJobTest([woken, asleep])
    const node = startNode()
    await enqueue(asleep.entry({}))
    await enqueueAwake(woken.entry({}))
    await done.promise
    await node.stop()
    expect(began).toEqual(['woken'])
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

  it('look at once when a server without jobs says that it left work', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { createJobs, count, storage, services, advance, worked } = await setUp()
    const { broker, now, newId } = services
    const jobs = createJobs()
    onWorkElsewhere(broker, (work) => jobs.wake(work))
    jobs.wake()
    await jobs.drain()
    const onWork = (work: NewWork) => wakeNodes(broker, work)
    const elsewhere = new CommandRunner({ storage, broker, now, newId, onWork })
    const outbox = [count.entry({ projectId: 'a' })]
    await elsewhere.run({ actor: systemActor }, async () => ({ body: null, events: [], outbox }))
    await jobs.drain()
    // Its own delay passes, and nothing of the five seconds after which they look by themselves.
    advance(250)
    await vi.advanceTimersByTimeAsync(250)
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
    expect(await outbox()).toMatchObject([row])
  })

  it('come to an entry that failed, however much new work keeps coming', async () => {
    const { createJobs, enqueue, batches, failing, advance, count } = await setUp()
    const jobs = createJobs()
    failing.add('a')
    await enqueue('a')
    advance(250)
    await jobs.drain()
    failing.clear()
    advance(1000)
    let isLeft = 5
    const { work } = count
    vi.spyOn(count, 'work').mockImplementation(async (context, payloads) => {
      const outcome = await work(context, payloads)
      isLeft -= 1
      return isLeft > 0
        ? { ...outcome, outbox: [{ ...count.entry({ projectId: 'b' }), delayMs: 0 }] }
        : outcome
    })
    await enqueue('c')
    advance(250)
    await jobs.drain()
    expect(batches.slice(0, 3)).toContainEqual(['a'])
  })

  it('do what is pending under a key once, with the newest payload, however often it is asked for', async () => {
    const { count, createJobs, test, batches, advance, outbox } = await setUp()
    const jobs = createJobs()
    await test.enqueue(count.entry({ projectId: 'a' }, { key: 'k' }))
    advance(200)
    await test.enqueue(count.entry({ projectId: 'b' }, { key: 'k' }), count.entry({ projectId: 'c' }))
    expect(await outbox()).toHaveLength(2)
    advance(50)
    await jobs.drain()
    expect(batches).toEqual([['b', 'c']])
    await test.enqueue(count.entry({ projectId: 'd' }, { key: 'k' }))
    advance(250)
    await jobs.drain()
    expect(batches.at(-1)).toEqual(['d'])
  })

  it('do again what was put under its key while it was being done', async () => {
    const { count, createJobs, test, batches, advance, outbox } = await setUp()
    await test.enqueue(count.entry({ projectId: 'a' }, { key: 'k' }))
    advance(250)
    const { work } = count
    vi.spyOn(count, 'work').mockImplementationOnce(async (context, payloads) => ({
      ...(await work(context, payloads)),
      outbox: [count.entry({ projectId: 'b' }, { key: 'k' })],
    }))
    const jobs = createJobs()
    await jobs.drain()
    expect(await outbox()).toMatchObject([{ payload: '{"projectId":"b"}', attempts: 0 }])
    advance(250)
    await jobs.drain()
    expect(batches).toEqual([['a'], ['b']])
  })

  it('do short waits and attempts again although the clock was set back, and wait for an instant', async () => {
    const { count, createJobs, test, batches, failing, advance, outbox } = await setUp()
    const jobs = createJobs()
    failing.add('a')
    const at = test.services.now() + 1000
    await test.enqueue(count.entry({ projectId: 'a' }), count.entry({ projectId: 'b' }, { dueAt: at }))
    advance(250)
    await jobs.drain()
    failing.clear()
    await test.enqueue(count.entry({ projectId: 'c' }))
    advance(-3_600_000)
    await jobs.drain()
    await jobs.drain()
    expect(batches).toEqual(expect.arrayContaining([['a'], ['c']]))
    expect(await outbox()).toMatchObject([{ payload: '{"projectId":"b"}', timed: 1 }])
  })

  it('begin while the clock stands still: their timer is none of it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { createJobs, enqueue, advance, worked } = await setUp()
    const jobs = createJobs()
    jobs.wake()
    await jobs.drain()
    advance(-3_600_000)
    await enqueue('a')
    advance(250)
    await vi.advanceTimersByTimeAsync(5000)
    await worked
    await jobs.stop()
  })

  it('leave a batch undone that another version wrote in a way not understood, but not for ever', async () => {
    const { createJobs, enqueue, batches, advance, test, outbox } = await setUp()
    const jobs = createJobs()
    await test.enqueue({ name: 'count', payload: { project: 7 } })
    await enqueue('a')
    advance(250)
    await jobs.drain()
    advance(1000)
    await jobs.drain()
    await jobs.drain()
    expect(batches).toEqual([['a']])
    expect(await outbox()).toMatchObject([{ attempts: 2, payload: '{"project":7}' }])
  })
})

describe('lanes', () => {
  it('do not wait for each other', async () => {
    const slowBegan = Promise.withResolvers<void>()
    const slowMayEnd = Promise.withResolvers<void>()
    const fastEnded = Promise.withResolvers<void>()
    const payload = z.object({})
    const slow = delivery({
      ...{ name: 'slow', lane: 'outbound', payload, leaseMs: 60_000, atOnce: 1 },
      deliver: async () => {
        slowBegan.resolve()
        await slowMayEnd.promise
      },
      settle: async () => ({ events: [] }),
    })
    const fast = followUp({
      ...{ name: 'fast', lane: 'prompt', payload, batchSize: 10 },
      work: async () => {
        fastEnded.resolve()
        return { events: [] }
      },
    })
    const { startNode, enqueueAwake, outbox } = await createJobTest([slow, fast])
    const node = startNode()
    await enqueueAwake(slow.entry({}))
    await slowBegan.promise
    await enqueueAwake(fast.entry({}), slow.entry({}))
    await fastEnded.promise
    slowMayEnd.resolve()
    await node.drain()
    await node.stop()
    expect(await outbox()).toEqual([])
  })

  it('come to rest once none has left work for another, whichever comes first', async () => {
    const done: string[] = []
    const payload = z.object({ left: z.number() })
    const pass = (name: string, to: () => { entry(payload: { left: number }): OutboxEntry }) =>
      followUp({
        ...{ name, lane: name, payload, batchSize: 1 },
        work: async (_, [entry]) => {
          const left = entry?.left ?? 0
          done.push(`${name} ${left}`)
          return { events: [], outbox: left > 0 ? [to().entry({ left: left - 1 })] : [] }
        },
      })
    const back = pass('back', () => forth)
    const forth = pass('forth', () => back)
    const { startNode, enqueue, outbox } = await createJobTest([back, pass('idle', () => back), forth])
    await enqueue(forth.entry({ left: 4 }))
    await startNode().drain()
    expect(done).toEqual(['forth 4', 'back 3', 'forth 2', 'back 1', 'forth 0'])
    expect(await outbox()).toEqual([])
  })

  it('refuse two pieces of work of one name', async () => {
    const declared = { name: 'twice', lane: 'prompt', payload: z.object({}), batchSize: 1 }
    const twice = followUp({ ...declared, work: async () => ({ events: [] }) })
    const { startNode } = await createJobTest([])
    expect(() => startNode({ works: [twice, twice] })).toThrow('same name')
  })
})
