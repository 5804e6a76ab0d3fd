/**
 * `/realtime.js`: the realtime client as one ES module, so that a page without a build step needs nothing else. Pages
 * of every site may load it, as it is nobody's secret; whether they may connect is decided elsewhere.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const name = 'realtime.js'
export const realtimeScriptPath = `/${name}`

/** What lets pages of other sites load it; import statements need both with the headers of this server. */
export const forEverySite = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
} as const

/**
 * Serves the script where there is no web app around it, from the folder of the built one. The returned function
 * answers false for every other request, and for this one where nothing was built.
 */
export function createRealtimeScript(
  webDir: string | undefined,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const file = webDir === undefined ? undefined : join(webDir, name)
  if (file === undefined || !existsSync(file)) return () => false
  const plain = readFileSync(file)
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
    if (request.url?.split('?')[0] !== realtimeScriptPath) return false
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
