/**
 * `/realtime.js`: the realtime client as one ES module, so that a page without a build step needs nothing else. Pages
 * of every site may load it, as it is nobody's secret; whether they may connect is decided elsewhere.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

export const realtimeScriptPath = '/realtime.js'

/** Answers a request for the script; false for a method that reads nothing. */
export type RealtimeScript = (request: IncomingMessage, response: ServerResponse) => boolean

/** What lets pages of other sites load it. */
export const forEverySite = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
} as const

/** `content` is compressed once, here. */
export function createRealtimeScript(content: string | Uint8Array): RealtimeScript {
  const plain = Buffer.from(content)
  const zipped = gzipSync(plain, { level: 9 })
  const etag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  const headers = {
    ...forEverySite,
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Encoding',
    etag,
  }
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers).end()
      return true
    }
    const isZipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
    const body = isZipped ? zipped : plain
    const encoding = isZipped ? { 'content-encoding': 'gzip' } : {}
    response.writeHead(200, { ...headers, ...encoding, 'content-length': body.length })
    response.end(request.method === 'HEAD' ? undefined : body)
    return true
  }
}
