/**
 * The connection under everything at once, in random order: transports that fail each in its own way, messages that
 * wait on the wire or are lost with it, a server that is gone, settings that change, sleep and waking. Whatever
 * happens, every reader gets everything exactly once and in order, or is told to load anew; and when all is well again
 * the connection is as good as it can be.
 */
import type { LiveInfo, Transport } from '@copydesk/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Realtime, systemClock, type WakeSignal } from '../src/index.ts'
import { createFakeBrowser, type FakeTab } from './fake-browser.ts'
import { createFakeHub, type FakeHub, type Mode } from './fake-hub.ts'
import { createReader, type Reader } from './reader.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const modes: readonly Mode[] = ['answer', 'refuse', 'silent', 'hang']
const channels = ['news', 'weather']
const offers: readonly Transport[][] = [
  ['websocket', 'http_stream', 'sse', 'poll'],
  ['http_stream', 'poll'],
  ['websocket'],
  ['poll'],
  [],
]

/** How a connect is answered: as it should be, with an error that passes or does not, or with an end. */
const connectAnswers: readonly FakeHub['connectAnswer'][] = [
  null,
  null,
  { error: { code: 100, message: 'internal server error', temporary: true } },
  { error: { code: 111, message: 'too many requests' } },
  { close: 3500 },
]

const networkActs = [
  'publish',
  'publish',
  'publish',
  'deliver',
  'deliver',
  'hold back',
  'flow',
  'pass',
  'pass',
  'pass',
  'cut',
  'end',
  'websocket',
  'stream',
  'poll',
  'delay',
  'offer',
  'server',
  'forget',
  'rotate',
  'rights',
  'interrupt',
  'sign-in',
  'wake',
] as const
type NetworkAct = (typeof networkActs)[number]

interface World {
  hub: FakeHub
  live: { info: LiveInfo; isDown: boolean }
  random: () => number
  wake: (signal: WakeSignal) => void
}

/** A fixed sequence of numbers from 0 to below 1, so that a run repeats itself. */
function createRandom(seed: number): () => number {
  let state = seed + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

function createWorld(seed: number): World {
  const hub = createFakeHub()
  const live = { info: infoOf(offers[0] ?? []), isDown: false }
  // The server's pings.
  setInterval(() => hub.push({}), 20_000)
  return { hub, live, random: createRandom(seed), wake: () => {} }
}

function infoOf(transports: Transport[]): LiveInfo {
  const enabled = transports.includes('websocket')
  return { websocket: enabled ? { enabled } : { enabled, reason: 'off by a setting' }, transports }
}

function optionsOf({ hub, live, random }: World) {
  return {
    url: 'ws://desk.example/connection/websocket',
    WebSocket: hub.WebSocket,
    fetch: hub.fetch,
    random,
    liveInfo: async () => {
      if (live.isDown) throw new Error('no route')
      return live.info
    },
    checkSession: async () => 'signed_in' as const,
  }
}

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

async function change({ hub, live, wake }: World, act: NetworkAct, choice: number): Promise<void> {
  const channel = pick(channels, choice)
  switch (act) {
    case 'publish':
      return hub.publish(channel, `${hub.channel(channel).head + 1}`)
    case 'deliver':
      return hub.deliver(choice % 5)
    case 'hold back':
      hub.holdBack = true
      return
    case 'flow':
      hub.holdBack = false
      return hub.deliver()
    case 'pass':
      await pass(pick([0, 10, 300, 2_000, 15_000, 70_000], choice))
      return
    case 'cut':
      return hub.closeAll(1006)
    case 'end':
      return hub.closeAll(pick([3001, 3008, 3012, 3500, 3503], choice), 'ended')
    case 'websocket':
      hub.mode = pick(modes, choice)
      return
    case 'stream':
      hub.streamMode = pick(modes, choice)
      return
    case 'poll':
      hub.pollMode = pick(modes, choice)
      return
    case 'delay':
      hub.streamDelayMs = pick([0, 50, 4_000], choice)
      return
    case 'offer':
      live.info = infoOf(pick(offers, choice))
      return
    case 'server':
      live.isDown = choice % 2 === 0
      return
    case 'forget':
      return hub.forget(channel)
    case 'rotate':
      return hub.channel(channel).rotate()
    case 'rights':
      return setRight(hub, channel, choice % 3 === 0)
    case 'interrupt':
      return endSubscriptions(hub, channel, { code: 2500, reason: 'insufficient state' })
    case 'sign-in':
      hub.connectAnswer = pick(connectAnswers, choice)
      return
    case 'wake':
      return wake(pick(['network_down', 'network_up', 'page_shown', 'page_hidden'] as const, choice))
  }
}

/** Takes the right to read a channel away, or gives it back. */
function setRight(hub: FakeHub, channel: string, isAllowed: boolean): void {
  if (isAllowed) hub.refusals.delete(channel)
  else {
    hub.refusals.set(channel, 103)
    endSubscriptions(hub, channel, { code: 2000, reason: 'server unsubscribe' })
  }
}

function endSubscriptions(
  hub: FakeHub,
  channel: string,
  unsubscribe: { code: number; reason: string },
): void {
  for (const session of hub.sessions) {
    if (session.subscribed.delete(channel)) session.receive({ push: { channel, unsubscribe } })
  }
}

/** Everything works from now on, and time goes by. */
async function heal({ hub, live, wake }: World): Promise<void> {
  Object.assign(hub, { mode: 'answer', streamMode: 'answer', pollMode: 'answer', streamDelayMs: 0 })
  hub.connectAnswer = null
  hub.refusals.clear()
  hub.holdBack = false
  hub.deliver()
  live.isDown = false
  live.info = infoOf(offers[0] ?? [])
  wake('network_down')
  wake('network_up')
  wake('page_shown')
  await pass(120_000)
}

/** What is known now is everything, and what comes next comes too. */
async function expectAllFrom(hub: FakeHub, readersOf: readonly ReadonlyMap<string, Reader>[]): Promise<void> {
  for (const readers of readersOf) expectAll(hub, readers)
  for (const channel of channels) hub.publish(channel, 'the last')
  await pass(10_000)
  for (const readers of readersOf) expectAll(hub, readers)
}

function expectAll(hub: FakeHub, readers: ReadonlyMap<string, Reader>): void {
  for (const [name, reader] of readers) {
    expect(reader.known, name).toEqual(hub.channel(name.split(' ')[0] ?? '').all())
  }
}

const stepsOf = <Act>(acts: readonly Act[], maxLength: number) =>
  fc.array(fc.record({ act: fc.constantFrom(...acts), choice: fc.nat(60) }), { maxLength, size: 'max' })

describe('a connection', () => {
  it('gives every reader everything exactly once, or the word to load anew, whatever happens', async () => {
    const property = fc.asyncProperty(
      fc.nat(1_000_000),
      stepsOf([...networkActs, 'join', 'leave'] as const, 60),
      async (seed, steps) => {
        const world = createWorld(seed)
        const { hub } = world
        const errors: unknown[] = []
        const realtime = new Realtime({
          ...optionsOf(world),
          onError: (error) => errors.push(error),
          wakeSignals: {
            isOnline: () => true,
            isHidden: () => false,
            subscribe: (listener) => {
              world.wake = listener
              return () => {}
            },
          },
        })
        const readers = new Map<string, Reader>()
        const wait = () => pick([0, 20, 3_000], Math.floor(world.random() * 3))
        let joined = 0
        const join = (channel: string) => {
          joined += 1
          readers.set(`${channel} ${joined}`, createReader(realtime, hub, channel, wait))
        }
        for (const channel of channels) join(channel)
        realtime.start()
        for (const { act, choice } of steps) {
          if (act === 'join') join(pick(channels, choice))
          else if (act === 'leave') {
            const [name, reader] = pick([...readers], choice)
            if (readers.size > 1) {
              reader.leave()
              readers.delete(name)
            }
          } else await change(world, act, choice)
          // Whatever comes next from the outside is a task of its own.
          await pass(0)
          // One that serves, and one that is tried beside it.
          expect(hub.sessions.size).toBeLessThanOrEqual(2)
          expect(errors).toEqual([])
        }
        await heal(world)
        expect(realtime.getStatus()).toMatchObject({ status: 'live', transport: 'websocket', fallback: null })
        expect(hub.sessions.size).toBe(1)
        await expectAllFrom(hub, [readers])
        expect(errors).toEqual([])
        realtime.stop()
        for (const reader of readers.values()) reader.leave()
        vi.clearAllTimers()
      },
    )
    await fc.assert(property, { seed: 42, numRuns: 150 })
  })
})

const browserActs = [
  ...networkActs,
  'open',
  'close',
  'vanish',
  'freeze',
  'thaw',
  'crash',
  'hang',
  'mute',
  'run',
  'hold messages',
  'message',
  'messages flow',
] as const

describe('the tabs of one browser', () => {
  it('each get everything exactly once, or the word to load anew, whatever happens', async () => {
    const property = fc.asyncProperty(
      fc.nat(1_000_000),
      fc.boolean(),
      stepsOf(browserActs, 50),
      async (seed, hasLocks, steps) => {
        const world = createWorld(seed)
        const { hub } = world
        const errors: unknown[] = []
        const browser = createFakeBrowser(
          { ...optionsOf(world), onError: (error) => errors.push(error) },
          systemClock,
        )
        browser.hasLocks = hasLocks
        const tabs = new Map<FakeTab, Map<string, Reader>>()
        const open = () => {
          const tab = browser.openTab({ onError: (error) => errors.push(error) })
          const readers = channels.map((channel): [string, Reader] => [
            channel,
            createReader(tab.realtime, hub, channel, () => (world.random() < 0.5 ? 0 : 500)),
          ])
          tabs.set(tab, new Map(readers))
        }
        world.wake = (signal) => {
          for (const tab of tabs.keys()) tab.wake(signal)
        }
        open()
        for (const { act, choice } of steps) {
          const [tab] = pick([...tabs], choice)
          if (act === 'open') open()
          else if (act === 'close' || act === 'vanish') {
            if (tabs.size < 2) continue
            tabs.delete(tab)
            if (act === 'close') tab.realtime.stop()
            else tab.vanish()
          } else if (act === 'freeze') tab.freeze()
          else if (act === 'thaw') tab.thaw()
          else if (act === 'crash') browser.crashWorkers()
          else if (act === 'hang') browser.hangWorkers()
          else if (act === 'mute' || act === 'run') browser.workerMode = act
          else if (act === 'hold messages') browser.holdBack = true
          else if (act === 'message') browser.deliver()
          else if (act === 'messages flow') {
            browser.holdBack = false
            browser.deliver(true)
          } else await change(world, act, choice)
          await pass(0)
          expect(errors).toEqual([])
        }
        browser.workerMode = 'run'
        browser.holdBack = false
        browser.deliver(true)
        for (const tab of tabs.keys()) tab.thaw()
        await pass(200_000)
        await heal(world)
        for (const tab of tabs.keys()) {
          expect(tab.realtime.getStatus()).toMatchObject({ status: 'live', transport: 'websocket' })
        }
        await expectAllFrom(hub, [...tabs.values()])
        for (const tab of tabs.keys()) tab.realtime.stop()
        expect(errors).toEqual([])
        vi.clearAllTimers()
      },
    )
    await fc.assert(property, { seed: 43, numRuns: 100 })
  })
})
