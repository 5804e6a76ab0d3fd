/** What a request says of proxies on its way. Anybody can write these headers, so they only ever take something away. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { isLoopbackName, parseHost } from '@copydesk/protocol'
import { isForThisMachineOnly, isLoopback } from '../settings/loopback.ts'
import type { Settings } from '../settings/settings.ts'

const headerNames = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
]

export function isForwarded(headers: IncomingHttpHeaders): boolean {
  return headerNames.some((name) => headers[name] !== undefined)
}

/**
 * Whether a program of this machine asks. The address alone does not tell where people come through a proxy on the
 * same machine, so it counts only while the settings know of no public address.
 */
export function isFromThisMachine(
  { headers, socket }: IncomingMessage,
  settings: Pick<Settings, 'host' | 'publicUrl'>,
): boolean {
  return isForThisMachineOnly(settings) && isLoopback(socket.remoteAddress ?? '') && !isForwarded(headers)
}

/** Whether every client that a proxy names is this machine; true where none is named. */
export function isForwardedForThisMachine(headers: IncomingHttpHeaders): boolean {
  const standard = [...String(headers.forwarded ?? '').matchAll(/(?:^|[;,])\s*for=("[^"]*"|[^;,\s]*)/gi)]
  const clients = [
    ...String(headers['x-forwarded-for'] ?? '').split(','),
    ...String(headers['x-real-ip'] ?? '').split(','),
    ...standard.map(([, client = '']) => client.replaceAll('"', '')),
  ].filter((client) => client.trim() !== '')
  return clients.every((client) => isLoopbackName(parseHost(client)?.name ?? ''))
}
