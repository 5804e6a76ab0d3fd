/** A connection with every transport, over a network under the test's hand: the real SDK and the polling link. */
import type { LiveInfo, Transport } from '@copydesk/contract'
import { afterEach, beforeEach, vi } from 'vitest'
import { Realtime } from '../src/realtime/realtime.ts'
import type { RealtimeOptions } from '../src/realtime/realtime-options.ts'
import type { WakeSignal } from '../src/realtime/wake-signals.ts'
import { createFakeHub, type FakeHub, type Mode } from './fake-hub.ts'

/** For every test of a file: time stands still. */
export function holdTime(): void {
  beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) }))
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
}

export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
export const everything: Transport[] = ['websocket', 'http_stream', 'sse', 'poll']
export const info = (...transports: Transport[]): LiveInfo => ({ websocket: { enabled: true }, transports })

export function setUp(options: Partial<RealtimeOptions> = {}, hub = createFakeHub()) {
  const live = { info: info(...everything), isDown: false }
  let signal: (signal: WakeSignal) => void = () => {}
  let isHidden = false
  const realtime = new Realtime({
    url: 'ws://desk.example/connection/websocket',
    WebSocket: hub.WebSocket,
    fetch: hub.fetch,
    liveInfo: async () => {
      if (live.isDown) throw new Error('no route')
      return live.info
    },
    checkSession: async () => 'signed_in',
    random: () => 0.5,
    wakeSignals: {
      isOnline: () => true,
      isHidden: () => isHidden,
      subscribe: (listener) => {
        signal = listener
        return () => {}
      },
    },
    ...options,
  })
  return {
    hub,
    live,
    realtime,
    wake: (one: WakeSignal) => signal(one),
    hide: () => {
      isHidden = true
    },
    status: () => {
      const { status, reason, transport } = realtime.getStatus()
      return `${status}: ${reason}${transport ? ` over ${transport}` : ''}`
    },
  }
}

export function setModes(hub: FakeHub, mode: Mode, streamMode: Mode = 'answer', pollMode: Mode = 'answer') {
  Object.assign(hub, { mode, streamMode, pollMode })
}
