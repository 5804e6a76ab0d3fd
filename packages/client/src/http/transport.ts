/**
 * One HTTP exchange with the API: JSON in and out, errors as `ApiError`, and a retry where that cannot do
 * anything twice. Knows no endpoint.
 */
import { backoffMs, type Clock } from '../realtime/clock.ts'
import { ApiError, badAnswer, errorFrom, networkError } from './api-error.ts'
import { newCommandId } from './command-id.ts'
import { type Answer, fetchText } from './patient-fetch.ts'

/** What every method of the API takes besides its own arguments. */
export interface CallOptions {
  signal?: AbortSignal
}

export interface CommandOptions extends CallOptions {
  /** Names the command; made up when absent. The same id again never does the thing twice. */
  commandId?: string
}

/** A command under way, with the id that its events will carry. Rejects with an `ApiError`. */
export type Sent<T> = Promise<T> & { commandId: string }

export interface TransportOptions {
  /** Origin and prefix before `/api/v1`; empty for the page's own origin. */
  baseUrl: string
  fetch: typeof globalThis.fetch
  /** Sent with every request, e.g. `Authorization`. */
  headers: () => Record<string, string>
  clock: Clock
  random: () => number
  /** An answer of which nothing comes for so long counts as none; a slow one is waited for. */
  timeoutMs: number
  /** Called for every error before it is thrown. */
  onError: (error: ApiError) => void
}

interface Exchange {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  body?: unknown
  commandId?: string
  /** Revision that a change is based on, sent as `If-Match`. */
  revision?: number
  signal: AbortSignal | undefined
}

/** Tries in all, for what may be tried again. */
const maxTries = 3
/** Answers that say "not now": the request was not carried out, or the key protects it. */
const retryableStatus = new Set([502, 503, 504])

export type Query = Record<string, string | number | null | undefined>

export interface Transport {
  get<T>(path: string, query: Query, options: CallOptions | undefined): Promise<T>
  send<T>(
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body: unknown,
    options: (CommandOptions & { revision?: number }) | undefined,
  ): Sent<T>
}

/** Makes the exchanges of one API. */
export function createTransport(options: TransportOptions): Transport {
  return {
    get: <T>(path: string, query: Query, call: CallOptions | undefined) =>
      exchangeWithRetry<T>(options, { method: 'GET', path: path + queryText(query), signal: call?.signal }),
    send<T>(
      method: 'POST' | 'PATCH' | 'DELETE',
      path: string,
      body: unknown,
      call: (CommandOptions & { revision?: number }) | undefined,
    ): Sent<T> {
      const commandId = call?.commandId ?? newCommandId()
      const { revision } = call ?? {}
      const sent = exchangeWithRetry<T>(options, {
        method,
        path,
        body,
        commandId,
        ...(revision === undefined ? {} : { revision }),
        signal: call?.signal,
      })
      return Object.assign(sent, { commandId })
    },
  }
}

function queryText(query: Query): string {
  const text = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') text.set(name, String(value))
  }
  return text.size === 0 ? '' : `?${text}`
}

async function exchangeWithRetry<T>(options: TransportOptions, exchange: Exchange): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await exchangeOnce<T>(options, exchange)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const again = tried < maxTries && isRetryable(error) && !exchange.signal?.aborted
      if (!again) {
        options.onError(error)
        throw error
      }
    }
    await pause(options, backoffMs(tried - 1, 200, 2_000, options.random), exchange.signal)
  }
}

function isRetryable(error: ApiError): boolean {
  return error.code === 'network' || retryableStatus.has(error.status)
}

async function exchangeOnce<T>(options: TransportOptions, exchange: Exchange): Promise<T> {
  const { fetch, clock, timeoutMs, baseUrl } = options
  try {
    const answer = await fetchText(
      { fetch, clock, silenceMs: timeoutMs },
      `${baseUrl}/api/v1${exchange.path}`,
      {
        method: exchange.method,
        headers: headersOf(options, exchange),
        credentials: 'same-origin',
        ...(exchange.signal ? { signal: exchange.signal } : {}),
        ...(exchange.body === undefined ? {} : { body: JSON.stringify(exchange.body) }),
      },
    )
    if (!answer.response.ok) throw errorFrom(answer)
    return parseBody<T>(answer)
  } catch (error) {
    if (error instanceof ApiError) throw error
    // The caller's own abort is not an error of the API: it gets back what it threw in.
    exchange.signal?.throwIfAborted()
    throw networkError(error)
  }
}

function headersOf(options: TransportOptions, exchange: Exchange): Record<string, string> {
  return {
    Accept: 'application/json, application/problem+json',
    ...options.headers(),
    ...(exchange.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(exchange.commandId === undefined ? {} : { 'Idempotency-Key': exchange.commandId }),
    ...(exchange.revision === undefined ? {} : { 'If-Match': `"${exchange.revision}"` }),
  }
}

function parseBody<T>({ response, text }: Answer): T {
  if (text === '') return undefined as T
  try {
    return JSON.parse(text) as T
  } catch {
    throw badAnswer(response.status)
  }
}

function pause(options: TransportOptions, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel()
      reject(signal?.reason)
    }
    const cancel = options.clock.after(ms, () => {
      signal?.removeEventListener('abort', stop)
      resolve()
    })
    signal?.addEventListener('abort', stop, { once: true })
  })
}
