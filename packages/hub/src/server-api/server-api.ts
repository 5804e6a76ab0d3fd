/**
 * The server API over HTTP: `POST /api/<method>` with JSON in and JSON out, for the server SDKs of Centrifugo. Knows
 * keys, sizes and rates; what the methods do is in api-methods.ts.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ErrorReply, errors } from '@copydesk/protocol'
import { systemEnvironment } from '../environment.ts'
import { checkPrefix, pathOf } from '../handshake/hub-paths.ts'
import { readBody } from '../http/read-body.ts'
import { Rate } from '../limits/rate.ts'
import type { HubLog } from '../options.ts'
import { type ApiCall, runBatch, runCall, runLines } from './api-calls.ts'
import { type ApiKey, KeyRing } from './api-keys.ts'
import { type ApiContext, badRequest, replyText } from './api-methods.ts'
import { apiRequests } from './api-requests.ts'

export interface ServerApiOptions extends Omit<ApiContext, 'key' | 'maxPublicationBytes' | 'isReserved'> {
  keys: readonly ApiKey[]
  /** For development: whoever reaches the API may use all of it. */
  insecure?: boolean
  /** What stands before `/api` in every address, such as `/live`; nothing when absent. */
  pathPrefix?: string
  /** Channels that no key may touch; none when absent. */
  isReserved?: (channel: string) => boolean
  /** Whether a page of this origin may call the API; programs have none. Nobody's page may when absent. */
  isOriginAllowed?: (origin: string | undefined, host: string | undefined) => boolean
  /** Largest request (1 MiB). */
  maxBodyBytes?: number
  /** Longest `data` of a publication (128 kiB). It must fit into what may wait for a slow reader several times. */
  maxPublicationBytes?: number
  /** Commands of one key, held over ten seconds (1,000); each channel of a broadcast is one. */
  maxCommandsPerSecond?: number
  /** Milliseconds of a clock that is never set back. */
  monotonic?: () => number
  log?: HubLog
}

export interface ServerApi {
  /**
   * Answers a request for `/api`, `/api/batch` or a method (`/api/publish` …) and returns true; false for all others,
   * which are the application's. Call it before anything reads the body.
   */
  handle(request: IncomingMessage, response: ServerResponse): boolean
}

/** Every path of the server API. */
export const apiPaths: ReadonlySet<string> = new Set([
  '/api',
  '/api/batch',
  ...Object.keys(apiRequests).map((method) => `/api/${method}`),
])

/** Who may do everything where no key is asked for. */
const anyone: ApiKey = {
  name: 'insecure',
  secret: '',
  scopes: ['publish', 'presence', 'history', 'info', 'manage'],
}

interface Answer {
  status: number
  body: object | string
  headers?: Record<string, string>
}

export function createServerApi(options: ServerApiOptions): ServerApi {
  const { keys, insecure = false, log, monotonic = systemEnvironment.monotonic } = options
  const { maxBodyBytes = 1024 * 1024, maxPublicationBytes = 128 * 1024 } = options
  const { isReserved = () => false, isOriginAllowed = () => false } = options
  const pathPrefix = checkPrefix(options.pathPrefix ?? '')
  const ring = new KeyRing(keys)
  const { maxCommandsPerSecond = 1_000 } = options
  const rate = new Rate(maxCommandsPerSecond)
  /** When all that each key sent would have been due. */
  const dueAt = new Map<string, number>()

  function tooFast(key: ApiKey, cost: number): ErrorReply | undefined {
    let due: number | null = dueAt.get(key.name) ?? 0
    for (let counted = 0; counted < cost && due !== null; counted += 1) due = rate.next(due, monotonic())
    if (due === null) {
      const { code, message } = errors.tooManyRequests
      return { code, message: `${message}: more than ${maxCommandsPerSecond} commands a second with one key` }
    }
    dueAt.set(key.name, due)
    return undefined
  }

  async function answer(request: IncomingMessage, path: string): Promise<Answer | null> {
    const { origin, host } = request.headers
    if (origin !== undefined && !isOriginAllowed(origin, host)) return refusal(403, errors.permissionDenied)
    const key = insecure ? anyone : ring.find(request.headers)
    if (key === undefined) return refusal(401, errors.unauthorized)
    const name = path === '/api' ? '' : path.slice('/api/'.length)
    if (request.method !== 'POST')
      return { ...refusal(405, badRequest('send a POST request')), headers: { allow: 'POST' } }
    const body = await readBody(request, maxBodyBytes)
    if (!body.ok) return bodyRefusals[body.fault](maxBodyBytes)
    const context: ApiContext = { ...options, isReserved, maxPublicationBytes, key }
    const call: ApiCall = { context, tooFast: (cost) => tooFast(key, cost) }
    if (name === '') return { status: 200, body: await runLines(call, body.text) }
    const parsed = parse(body.text)
    if (parsed === undefined) return refusal(400, badRequest('the body is not JSON'))
    if (name === 'batch') return { status: 200, body: await runBatch(call, parsed, body.text) }
    const reply = await runCall(call, name, parsed, body.text)
    const isTooFast = 'error' in reply && reply.error.code === errors.tooManyRequests.code
    return {
      status: isTooFast ? 429 : 200,
      body: replyText(reply),
      ...(isTooFast && { headers: { 'retry-after': '1' } }),
    }
  }

  return {
    handle(request, response) {
      const path = pathOf(request, pathPrefix)
      if (!apiPaths.has(path)) return false
      response.on('error', () => response.destroy())
      answer(request, path)
        .catch((error: unknown): Answer => {
          log?.warn({ err: error, path }, 'A call of the server API failed')
          return refusal(200, errors.internal)
        })
        .then((answered) => answered && send(response, answered))
      return true
    },
  }
}

/** No fault of the body ends without an answer, except when nobody is there to get it. */
const bodyRefusals: Record<
  'too_large' | 'not_utf8' | 'consumed' | 'gone',
  (maxBytes: number) => Answer | null
> = {
  // What was not read of the request would be taken for the next one.
  too_large: (maxBytes) => ({
    ...refusal(413, badRequest(`the body has more than ${maxBytes} bytes`)),
    headers: { connection: 'close' },
  }),
  not_utf8: () => refusal(400, badRequest('the body is not UTF-8')),
  consumed: () => refusal(500, errors.internal),
  gone: () => null,
}

function refusal(status: number, { code, message }: ErrorReply): Answer {
  return { status, body: { error: { code, message } } }
}

function parse(text: string): unknown {
  try {
    return text.trim() === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  if (response.destroyed || response.headersSent) return
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
