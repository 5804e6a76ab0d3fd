/** Reads the address that a person gives into what the checks ask. Pure. */
import { connectionPaths } from '@copydesk/protocol'
import { type IdleWatch, newIdleWatch, type Target } from './checks/check.ts'

export interface TargetOptions {
  /** Of the WebSocket; the one of Copydesk when left out and the address has none. */
  path?: string | undefined
  token?: string | undefined
  /** One watch for several targets, or `true` for one of its own. */
  idle?: IdleWatch | boolean
}

/**
 * http, https, ws and wss addresses, and a bare host; null for anything else. Queries and credentials in it are
 * left out, because they would be shown.
 */
export function readTarget(
  address: string,
  { path, token, idle = false }: TargetOptions = {},
): Target | null {
  const url = URL.parse(address.includes('://') ? address : `http://${address}`)
  if (!url || !['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) || url.hostname === '') return null
  const scheme = url.protocol === 'https:' || url.protocol === 'wss:' ? 'https:' : 'http:'
  const site = new URL(`${scheme}//${url.host}`)
  const own = url.pathname === '/' ? connectionPaths.websocket : url.pathname
  const socket = URL.parse(path ?? own, site.href)
  if (!socket || socket.origin !== site.origin) return null
  socket.search = ''
  socket.hash = ''
  const watch = idle === true ? newIdleWatch() : idle || null
  return { site, socket, idle: watch, ...(token !== undefined && { token }) }
}
