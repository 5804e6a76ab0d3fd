/** Makes the link of a rung out of what a connection was given. Keeps none of them. */
import { createAskChanges } from './changes.ts'
import type { Clock } from './clock.ts'
import type { Rung } from './ladder.ts'
import type { Link, LinkEvent } from './link.ts'
import { PollLink } from './poll-link.ts'
import { endpointsOf, type RealtimeOptions } from './realtime-options.ts'
import { createSdkLink } from './sdk-link.ts'
import type { WakeSignals } from './wake-signals.ts'
import type { WebSocketClass } from './watched-platform.ts'

/** What links need to know of their connection. */
export interface LinkSurroundings {
  clock: Clock
  random: () => number
  wakeSignals: WakeSignals
  /** How long an answer may take that is small and comes alone. */
  replyTimeoutMs: () => number
  /** Something came from the server. */
  heard: () => void
}

export type CreateLink = (rung: Rung, report: (event: LinkEvent) => void) => Link

/**
 * A browser shows no part of a WebSocket's message before it is whole, so what a channel missed (128 kB at most) has
 * this long to come. Over a stream every byte is seen.
 */
const wholeMessageMs = 30_000

/** For one connection. */
export function createLinks(options: RealtimeOptions, surroundings: LinkSurroundings): CreateLink {
  const { clock, random, wakeSignals, replyTimeoutMs, heard } = surroundings
  const endpoints = endpointsOf(options)
  const { getToken } = options
  const fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  const WebSocket = options.WebSocket ?? (globalThis.WebSocket as WebSocketClass | undefined)
  const headers = async (): Promise<Record<string, string>> =>
    getToken ? { Authorization: `Bearer ${await getToken()}` } : {}
  return (rung, report) => {
    if (rung === 'poll') {
      return new PollLink({
        ask: options.changes ?? createAskChanges(endpoints.changes, fetch, headers),
        ping: options.liveInfo ?? (async () => {}),
        clock,
        random,
        everyMs: options.pollEveryMs ?? 5_000,
        isHidden: wakeSignals.isHidden,
        replyTimeoutMs: 2 * replyTimeoutMs(),
        report,
        heard,
      })
    }
    return createSdkLink({
      transport: rung,
      endpoint: rung === 'websocket' ? options.url : endpoints.http_stream,
      emulationEndpoint: endpoints.emulation,
      WebSocket,
      fetch,
      getToken,
      name: options.name ?? 'copydesk',
      clock,
      replyTimeoutMs,
      recoveryTimeoutMs: () => (rung === 'websocket' ? wholeMessageMs : 2 * replyTimeoutMs()),
      report,
      heard,
    })
  }
}
