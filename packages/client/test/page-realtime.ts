/** The connection of a page over a network under the test's hand: fake timers, a fake hub, answers that can change. */
import type { LiveInfo } from '@copydesk/contract'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import type { FeedConsumer } from '../src/realtime/feed-types.ts'
import { Realtime } from '../src/realtime/realtime.ts'
import type { RealtimeOptions, SessionCheck } from '../src/realtime/realtime-options.ts'
import type { WakeSignal } from '../src/realtime/wake-signals.ts'
import { createFakeHub } from './fake-hub.ts'

export const on: LiveInfo = { websocket: { enabled: true }, transports: ['websocket'] }
export const off: LiveInfo = {
  websocket: { enabled: false, reason: 'COPYDESK_WEBSOCKETS_ENABLED is false' },
  transports: [],
  reason: 'COPYDESK_WEBSOCKETS_ENABLED is false, and this version has no other transport',
}

/** For every test of a file: time stands still, and chance is in the middle. */
export function holdTime(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })
}

export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

export function setUp(options: Partial<RealtimeOptions> = {}) {
  const hub = createFakeHub()
  const asked = { live: 0, session: 0 }
  const answers = { live: on as LiveInfo | Error, session: 'signed_in' as SessionCheck }
  let signal: (signal: WakeSignal) => void = () => {}
  const realtime = new Realtime({
    url: 'ws://desk.example/connection/websocket',
    WebSocket: hub.WebSocket,
    liveInfo: async () => {
      asked.live += 1
      if (answers.live instanceof Error) throw answers.live
      return answers.live
    },
    checkSession: async () => {
      asked.session += 1
      return answers.session
    },
    wakeSignals: {
      isOnline: () => true,
      isHidden: () => false,
      subscribe: (listener) => {
        signal = listener
        return () => {
          signal = () => {}
        }
      },
    },
    ...options,
  })
  const told: string[] = []
  realtime.subscribe(() => {
    const { status, reason } = realtime.getStatus()
    if (told.at(-1) !== `${status}: ${reason}`) told.push(`${status}: ${reason}`)
  })
  return { hub, realtime, asked, answers, told, wake: (one: WakeSignal) => signal(one) }
}

export async function setUpLive(options: Partial<RealtimeOptions> = {}) {
  const parts = setUp(options)
  parts.realtime.start()
  await pass(0)
  expect(parts.realtime.getStatus().status).toBe('live')
  parts.told.length = 0
  return parts
}

/** Notes what is fresh in `got`, and what else it is told in `said`. */
export function createConsumer(got: unknown[], said: string[] = []): FeedConsumer {
  return {
    onPublication: ({ data }, fresh) => {
      if (fresh) got.push(data)
    },
    onReload: (reason) => said.push(`reload: ${reason}`),
    onClosed: ({ code }) => said.push(`closed: ${code}`),
  }
}
