/** Tabs of one fake browser over a fake network: the real SDK in a worker that the test can crash. */
import type { LiveInfo } from '@copydesk/contract'
import { afterEach, beforeEach, vi } from 'vitest'
import { type SessionCheck, systemClock } from '../src/realtime/index.ts'
import type { RealtimeOptions } from '../src/realtime/realtime-options.ts'
import { createFakeBrowser, type FakeTab } from './fake-browser.ts'
import { createFakeHub, type FakeHub } from './fake-hub.ts'

/** For every test of a file: time stands still. */
export function holdTime(): void {
  beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) }))
  afterEach(() => void vi.useRealTimers())
}

export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
export const on: LiveInfo = { websocket: { enabled: true }, transports: ['websocket', 'http_stream', 'poll'] }

export function setUp(options: Partial<RealtimeOptions> = {}) {
  const hub = createFakeHub()
  const session = { found: 'signed_in' as SessionCheck }
  const browser = createFakeBrowser(
    {
      url: 'ws://desk.example/connection/websocket',
      WebSocket: hub.WebSocket,
      fetch: hub.fetch,
      liveInfo: async () => on,
      checkSession: async () => session.found,
      random: () => 0.5,
      ...options,
    },
    systemClock,
  )
  return { hub, browser, session }
}

export const statusOf = (tab: FakeTab) => {
  const { status, reason } = tab.realtime.getStatus()
  return `${status}: ${reason}`
}

export const subscribes = (hub: FakeHub) => hub.commands.filter((command) => command.subscribe).length
