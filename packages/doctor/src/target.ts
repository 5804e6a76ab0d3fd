/** Reads the address that a person gives into what the checks ask. Pure. */
import { connectionPaths } from '@copydesk/protocol'
import { type IdleWatch, newIdleWatch, type Target } from './checks/check.ts'
import type { PathFrom } from './evidence.ts'

export interface TargetOptions {
  /** That everything of Copydesk is below, such as `/copydesk`; by default what a WebSocket's address has before its path. */
  base?: string | undefined
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
  { base, path, token, idle = false }: TargetOptions = {},
): Target | null {
  const url = URL.parse(address.includes('://') ? address : `http://${address}`)
  if (!url || !['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) || url.hostname === '') return null
  const scheme = url.protocol === 'https:' || url.protocol === 'wss:' ? 'https:' : 'http:'
  const below = base ?? baseOfSocket(url.pathname)
  const site = new URL(`${scheme}//${url.host}${below}/`)
  const isDefault = [below, `${below}/`, below + connectionPaths.websocket].includes(url.pathname)
  const pathFrom = path !== undefined ? 'socket' : isDefault ? 'default' : pathFromOf(url)
  const socket = URL.parse(path ?? (isDefault ? below + connectionPaths.websocket : url.pathname), site.href)
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
  return { ...target, socket: addressAt(target.site, connectionPaths.websocket), pathFrom: 'default' }
}

/** A path of Copydesk, below wherever the site is. */
export function addressAt(site: URL, path: string): URL {
  return new URL(path.slice(1), site)
}

/** What stands before the WebSocket of Copydesk in a path; empty for any other path. */
export function baseOfSocket(path: string): string {
  return path.endsWith(connectionPaths.websocket) ? path.slice(0, -connectionPaths.websocket.length) : ''
}

function pathFromOf({ protocol }: URL): PathFrom {
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
