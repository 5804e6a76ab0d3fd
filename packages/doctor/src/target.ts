/** Reads the address that a person gives into what the checks ask. Pure. */
import { connectionPaths } from '@copydesk/protocol'
import { type IdleWatch, newIdleWatch, type Target } from './checks/check.ts'
import type { PathFrom } from './evidence.ts'

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
  const pathFrom = pathFromOf(url, path)
  const socket = URL.parse(path ?? own, site.href)
  if (!socket || socket.origin !== site.origin) return null
  socket.search = ''
  socket.hash = ''
  const watch = idle === true ? newIdleWatch() : idle || null
  return { site, socket, pathFrom, idle: watch, ...(token !== undefined && { token }) }
}

/**
 * The user and the password of an address, as a header of Basic authentication (RFC 7617); null for none. They are
 * for a proxy on the way, because no server of ours asks for them.
 */
export function readCredentials(address: string): string | null {
  const url = URL.parse(address.includes('://') ? address : `http://${address}`)
  if (!url || (url.username === '' && url.password === '')) return null
  const pair = `${decoded(url.username)}:${decoded(url.password)}`
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(pair)))}`
}

/** The target of the same site at the WebSocket of Copydesk. */
export function atOwnPath(target: Target): Target {
  return { ...target, socket: new URL(connectionPaths.websocket, target.site), pathFrom: 'default' }
}

function pathFromOf({ protocol, pathname }: URL, path: string | undefined): PathFrom {
  if (path !== undefined) return 'socket'
  if (pathname === '/' || pathname === connectionPaths.websocket) return 'default'
  return protocol === 'ws:' || protocol === 'wss:' ? 'socket' : 'page'
}

/** As it is where a percent sign begins no character. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
