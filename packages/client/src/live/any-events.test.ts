/** Live snapshots of channels that are not the product's: events of any shape, reducers and loads with faults. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createFakeHub } from '../../test/fake-hub.ts'
import { Realtime } from '../realtime/realtime.ts'
import { createLive } from './live.ts'
import type { LiveOptions } from './live-types.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

interface Seen {
  events: unknown[]
}

/** A page of a developer that shows every event there was; what its load and reducer do is the test's to say. */
async function setUp(options: Partial<LiveOptions<Seen, unknown>> = {}, errors: unknown[] = []) {
  const hub = createFakeHub()
  const loads: number[] = []
  const realtime = new Realtime({
    url: 'ws://desk.example/connection/websocket',
    WebSocket: hub.WebSocket,
    fetch: hub.fetch,
    random: () => 0.5,
    onError: (error) => errors.push(error),
  })
  const read = () => {
    const { epoch, head } = hub.channel('orders')
    return { events: hub.channel('orders').all(), position: { channel: 'orders', epoch, offset: head } }
  }
  const live = createLive<Seen>({
    realtime,
    channel: 'orders',
    load: async () => read(),
    reduce: (state, event) => ({ events: [...state.events, event] }),
    random: () => 0.5,
    onError: (error) => errors.push(error),
    ...options,
    ...(options.load
      ? {
          load: async (call) => {
            loads.push(Date.now())
            return (await options.load?.(call)) ?? read()
          },
        }
      : {}),
  })
  const views: string[] = []
  live.subscribe(() => {
    const { status, error } = live.getSnapshot()
    views.push(error ? `${status}: ${error.code}` : status)
  })
  realtime.start()
  await pass(10)
  return { hub, live, loads, errors, views, realtime, read }
}

it.each([
  ['an object without an actor', { type: 'order.placed', total: 3 }],
  ['an object that calls other things actor and commandId', { actor: 'bob', commandId: 7 }],
  ['an array', [1, 2]],
  ['a text', 'placed'],
  ['a number', 7],
  ['nothing', null],
  ['false', false],
])('an event may be %s', async (_, event) => {
  const { hub, live, errors } = await setUp({ rowsOf: () => ['row'] })
  hub.publish('orders', event)
  await pass(0)
  expect(live.getSnapshot()).toMatchObject({ status: 'ready', data: { events: [event] }, error: undefined })
  expect(live.getSnapshot().changes.size).toBe(0)
  expect(errors).toEqual([])
})

it('a reducer that throws is told of, and nothing goes round in circles', async () => {
  let isBroken = true
  let hubOf: Awaited<ReturnType<typeof setUp>>['hub'] | null = null
  const behind = { events: [], position: { channel: 'orders', epoch: 'e', offset: 0 } }
  const { hub, live, loads, errors } = await setUp({
    // It lags, so that the same event comes again after each load.
    load: async () =>
      isBroken || !hubOf
        ? behind
        : {
            events: hubOf.channel('orders').all(),
            position: { ...behind.position, offset: hubOf.channel('orders').head },
          },
    reduce: (state, event) => {
      if (isBroken) throw new Error('a fault of the page')
      return { events: [...state.events, event] }
    },
  })
  hubOf = hub
  hub.publish('orders', 'one')
  await pass(5_000)
  expect(loads.length).toBeLessThan(8)
  await pass(10 * 60_000)
  expect(loads.length).toBeLessThan(60)
  expect(live.getSnapshot()).toMatchObject({
    status: 'ready',
    error: { code: 'reducer_failed', cause: { message: 'a fault of the page' } },
  })
  expect(errors.length).toBe(loads.length)
  isBroken = false
  hub.publish('orders', 'two')
  await pass(60_000)
  hub.publish('orders', 'three')
  await pass(0)
  expect(live.getSnapshot()).toMatchObject({ data: { events: ['one', 'two', 'three'] }, error: undefined })
})

it('an error of the reducer stays shown until an event could be applied, also when a load mended the state', async () => {
  const { hub, live } = await setUp({
    reduce: (state, event) => {
      if (event === 'odd') throw new Error('a fault of the page')
      return { events: [...state.events, event] }
    },
  })
  hub.publish('orders', 'odd')
  await pass(100)
  expect(live.getSnapshot()).toMatchObject({ data: { events: ['odd'] }, error: { code: 'reducer_failed' } })
  hub.publish('orders', 'even')
  await pass(0)
  expect(live.getSnapshot()).toMatchObject({ data: { events: ['odd', 'even'] }, error: undefined })
})

it('one that throws now and then does not load without pause either', async () => {
  const { hub, loads } = await setUp({
    load: async () => undefined as never,
    reduce: (state, event) => {
      if (Number(event) % 2 === 1) throw new Error('a fault of the page')
      return { events: [...state.events, event] }
    },
  })
  for (let count = 0; count < 600; count += 1) {
    hub.publish('orders', count)
    await pass(100)
  }
  expect(loads.length).toBeLessThan(20)
})

it('a load that always answers from another history is not asked without pause', async () => {
  const { loads, live } = await setUp({
    load: async () => ({ events: [], position: { channel: 'orders', epoch: 'of yesterday', offset: 5 } }),
  })
  await pass(5_000)
  expect(loads.length).toBeLessThan(8)
  await pass(10 * 60_000)
  expect(loads.length).toBeLessThan(60)
  expect(live.getSnapshot().status).toBe('ready')
})

it('a load without a position is told of', async () => {
  const { live, views } = await setUp({ load: async () => ({ events: [] }) as never })
  expect(views.at(-1)).toMatch(/^error: /)
  expect(live.getSnapshot().error?.cause).toMatchObject({ message: expect.stringContaining('position') })
})

it('a listener that throws harms nobody, and loads nothing', async () => {
  const { hub, live, loads, errors } = await setUp({ load: async () => undefined as never })
  live.subscribe(() => {
    throw new Error('a fault of the screen')
  })
  hub.publish('orders', 'one')
  hub.publish('orders', 'two')
  await pass(1_000)
  expect(live.getSnapshot()).toMatchObject({ data: { events: ['one', 'two'] }, error: undefined })
  expect(loads).toHaveLength(1)
  expect(errors.length).toBeGreaterThan(0)
})

it('nothing that is thrown ends the process where nobody listens for errors', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {})
  const hub = createFakeHub()
  const realtime = new Realtime({
    url: 'ws://desk.example/connection/websocket',
    WebSocket: hub.WebSocket,
    fetch: hub.fetch,
  })
  realtime.subscribe(() => {
    throw new Error('of a listener')
  })
  const membership = realtime.join('orders', {
    onPublication: () => {
      throw new Error('of a consumer')
    },
    onReload: () => {
      throw new Error('of a reload')
    },
    onClosed: () => {},
  })
  membership.startAt({ epoch: 'e', offset: 0 })
  realtime.start()
  await pass(10)
  hub.publish('orders', 'one')
  await pass(1_000)
  const messages = told.mock.calls.map(([error]) => (error as Error).message)
  expect(new Set(messages)).toEqual(new Set(['of a listener', 'of a consumer', 'of a reload']))
  realtime.stop()
})
