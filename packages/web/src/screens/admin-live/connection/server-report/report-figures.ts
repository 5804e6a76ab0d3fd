/** The server's report as rows of words and figures for small tables. Pure. */
import type { ConnectionEnd, LiveReport, TimedHandshake } from '@copydesk/doctor'

export interface FigureRow {
  words: string
  count: number
}

const transportNames: Readonly<Record<string, string>> = {
  websocket: 'WebSocket',
  http_stream: 'HTTP stream',
  sse: 'Server-sent events',
  events: 'Events of one channel',
  emulation: 'Commands of streams',
}

/** Of the protocol and of RFC 6455, as far as they are met. */
const codeWords: Readonly<Record<string, string>> = {
  1000: 'Closed by the browser',
  1005: 'Closed without a reason',
  1001: 'Window closed or left',
  1006: 'Broke off without a word',
  3000: 'Closed',
  3001: 'Server restarted',
  3005: 'Session expired',
  3008: 'Too slow to read',
  3012: 'No answer to a ping',
  3500: 'Not signed in',
  3501: 'Bad request',
  3503: 'Signed out',
  3504: 'Too many connections',
  3508: 'Switched off',
}

const reasonWords: Readonly<Record<string, string>> = {
  connection_limit: 'As many connections as there may be',
  handshake_altered: 'Handshake altered on the way',
  host_not_allowed: 'Asked for another host',
  http_version: 'Came as HTTP/1.0',
  origin_not_allowed: 'Page of another site',
  stopping: 'While the server stopped',
  subprotocol_unsupported: 'Another subprotocol',
  transport_off: 'Transport switched off',
  upgrade_missing: 'Plain request, no WebSocket',
  upgrade_removed: 'Upgrade header lost on the way',
  websocket_off: 'WebSockets switched off',
}

export function transportName(transport: string): string {
  return transportNames[transport] ?? transport
}

export function openRows({ connections }: LiveReport): FigureRow[] {
  return rowsOf(connections.byTransport, transportName)
}

export function refusalRows({ refusals }: LiveReport): FigureRow[] {
  return rowsOf(refusals, (reason) => reasonWords[reason] ?? reason)
}

export function endRows({ drops }: LiveReport): FigureRow[] {
  return rowsOf(drops, (code) => (codeWords[code] ? `${codeWords[code]} (${code})` : `Code ${code}`))
}

/** Upper ends of the spans in which ages are counted. */
const spans = [
  [10, 'Under 10 s'],
  [30, '10 to 30 s'],
  [60, '30 to 60 s'],
  [120, '1 to 2 min'],
  [600, '2 to 10 min'],
  [Number.POSITIVE_INFINITY, 'Over 10 min'],
] as const

/** How old the connections were that broke off without a word; many of one age tell of a time limit on the way. */
export function ageRows(ends: readonly ConnectionEnd[]): FigureRow[] {
  const broken = ends.filter(({ code }) => code === 1006)
  return spans.flatMap(([below, words], index) => {
    const from = spans[index - 1]?.[0] ?? 0
    const count = broken.filter(({ ageSeconds }) => ageSeconds >= from && ageSeconds < below).length
    return count === 0 ? [] : [{ words, count }]
  })
}

/** Where a handshake came from, through whom. */
export function cameFrom({ arrived }: TimedHandshake): string {
  const via =
    arrived.forwarded.via ?? (arrived.proxyHeaders.length > 0 ? arrived.proxyHeaders.join(', ') : null)
  return via === null ? arrived.peer : `${arrived.peer} via ${via}`
}

/** The most first; what never happened is left out. */
function rowsOf(counts: Readonly<Record<string, number>>, name: (key: string) => string): FigureRow[] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([key, count]) => ({ words: name(key), count }))
    .toSorted((left, right) => right.count - left.count)
}
