/** The paths that the hub answers, those for connections where SDKs expect them, and the transports they belong to. */
import type { IncomingMessage } from 'node:http'
import type { TransportKind } from '../connections/transport.ts'

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

/**
 * The path that a request asks for, without the prefix that everything of the hub stands below; the empty text for a
 * request outside of it. Express cuts off where a handler is mounted, and keeps the whole address beside.
 */
export function pathOf(request: IncomingMessage & { originalUrl?: string }, prefix: string): string {
  const { url = '', originalUrl = url } = request
  const address = prefix === '' ? url : originalUrl
  const end = address.indexOf('?')
  const path = end === -1 ? address : address.slice(0, end)
  if (prefix === '') return path
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : ''
}

/** Throws for a prefix that would never be asked for. */
export function checkPrefix(prefix: string): string {
  if (prefix === '' || pathPrefix.test(prefix)) return prefix
  throw new RangeError(`pathPrefix must be empty or such as "/live", without a slash at its end: ${prefix}`)
}

export const pathPrefix = /^(\/[\w.~-]+)+$/
