/** The paths that the hub answers, those for connections where SDKs expect them, and the transports they belong to. */
import type { TransportKind } from '../core/transport.ts'

export const webSocketPath = '/connection/websocket'
export const httpStreamPath = '/connection/http_stream'
export const ssePath = '/connection/sse'
export const emulationPath = '/emulation'
export const eventsPath = '/events'

/** The transports that an application may switch off. */
export const hubTransports = ['websocket', 'http_stream', 'sse'] as const
export type HubTransport = (typeof hubTransports)[number]

/** The transports that need a path. */
export const hubPaths: Readonly<Record<string, readonly HubTransport[]>> = {
  [webSocketPath]: ['websocket'],
  [httpStreamPath]: ['http_stream'],
  [ssePath]: ['sse'],
  [emulationPath]: ['http_stream', 'sse'],
  [eventsPath]: ['sse'],
}

/** Whether the hub answers this path while these transports are on. */
export function isServed(path: string, on: readonly HubTransport[]): boolean {
  return Object.hasOwn(hubPaths, path) && (hubPaths[path] ?? []).some((transport) => on.includes(transport))
}

/** Whether a connection may stand while these transports are on. */
export function isCarriedBy(kind: TransportKind, on: readonly HubTransport[]): boolean {
  return on.includes(kind === 'events' ? 'sse' : kind)
}

/** The path of a request's address. */
export function pathOf(url: string | undefined): string {
  const text = url ?? ''
  const end = text.indexOf('?')
  return end === -1 ? text : text.slice(0, end)
}
