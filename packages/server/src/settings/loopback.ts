/** Which addresses and names only this machine can reach. */
import { isLoopbackName, parseHost } from '@copydesk/protocol'
import type { Settings } from './settings.ts'

/**
 * Takes a host without port: a name, an IPv4 or IPv6 address, the latter with or without brackets. Names below
 * `localhost` do not count: what they mean to the system that listens on them is not sure.
 */
export function isLoopback(host: string): boolean {
  const name = parseHost(host)?.name ?? ''
  return isLoopbackName(name) && !name.endsWith('.localhost')
}

/** Whether the settings speak of a server that nobody reaches from elsewhere, not through a proxy either. */
export function isForThisMachineOnly({ host, publicUrl }: Pick<Settings, 'host' | 'publicUrl'>): boolean {
  return (
    isLoopback(host) && (publicUrl === undefined || isLoopbackName(parseHost(publicUrl.host)?.name ?? ''))
  )
}
