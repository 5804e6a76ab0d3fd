/**
 * Every number that travels: errors in replies, codes that end a connection, codes that end a subscription.
 * The numbers and their meaning are Centrifugo's, so that its SDKs react as they do to their own server; of 399 and 3400,
 * which are our own, SDKs know by the range or the flag that they may try again.
 * PROTOCOL.md lists them again for people; a test holds both equal.
 */

/** An error in a reply. A temporary one may be tried again with the same request. */
export interface ErrorReply {
  code: number
  message: string
  temporary?: true
}

/** Errors of replies by name. */
export const errors = {
  internal: { code: 100, message: 'internal server error', temporary: true },
  unauthorized: { code: 101, message: 'unauthorized' },
  unknownChannel: { code: 102, message: 'unknown channel' },
  permissionDenied: { code: 103, message: 'permission denied' },
  methodNotFound: { code: 104, message: 'method not found' },
  alreadySubscribed: { code: 105, message: 'already subscribed' },
  limitExceeded: { code: 106, message: 'limit exceeded' },
  badRequest: { code: 107, message: 'bad request' },
  notAvailable: { code: 108, message: 'not available' },
  tokenExpired: { code: 109, message: 'token expired' },
  expired: { code: 110, message: 'expired' },
  tooManyRequests: { code: 111, message: 'too many requests', temporary: true },
  unrecoverablePosition: { code: 112, message: 'unrecoverable position' },
  tokenNotYetValid: { code: 399, message: 'token not valid yet', temporary: true },
} as const satisfies Record<string, ErrorReply>

/** The end of a connection: the WebSocket close code and its reason (at most 123 bytes of UTF-8). */
export interface Disconnect {
  code: number
  reason: string
}

/** Ends of connections by name. Those from 3500 are terminal: see {@link reconnects}. */
export const disconnects = {
  connectionClosed: { code: 3000, reason: 'connection closed' },
  shutdown: { code: 3001, reason: 'shutdown' },
  serverError: { code: 3004, reason: 'internal server error' },
  expired: { code: 3005, reason: 'connection expired' },
  slow: { code: 3008, reason: 'slow' },
  writeError: { code: 3009, reason: 'write error' },
  insufficientState: { code: 3010, reason: 'insufficient state' },
  forceReconnect: { code: 3011, reason: 'force reconnect' },
  noPong: { code: 3012, reason: 'no pong' },
  tooManyRequests: { code: 3013, reason: 'too many requests' },
  tokenNotYetValid: { code: 3400, reason: 'token not valid yet' },
  invalidToken: { code: 3500, reason: 'invalid token' },
  badRequest: { code: 3501, reason: 'bad request' },
  stale: { code: 3502, reason: 'stale' },
  forceNoReconnect: { code: 3503, reason: 'force disconnect' },
  connectionLimit: { code: 3504, reason: 'connection limit' },
  notAvailable: { code: 3508, reason: 'not available' },
} as const satisfies Record<string, Disconnect>

/** The end of a subscription that the server decided. */
export interface Unsubscribe {
  code: number
  reason: string
}

/** Ends of subscriptions by name. From 2500 on the client subscribes again, below it does not. */
export const unsubscribes = {
  server: { code: 2000, reason: 'server unsubscribe' },
  insufficientState: { code: 2500, reason: 'insufficient state' },
  expired: { code: 2501, reason: 'subscription expired' },
} as const satisfies Record<string, Unsubscribe>

/** Flags of a subscribe command, as bits of its `flag`. */
export const subscribeFlags = {
  /** The client understands numeric channel ids in pushes. Never used by this server. */
  channelCompaction: 1,
  /** Answer error 112 instead of a subscription that did not recover. */
  rejectUnrecovered: 2,
} as const

/** Whether a client comes back by itself after this close code: not from 3500–3999, 4500–4999 and 1009. */
export function reconnects(code: number): boolean {
  if (code === 1009) return false
  return !((code >= 3500 && code < 4000) || (code >= 4500 && code < 5000))
}
