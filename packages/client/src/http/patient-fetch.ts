/**
 * A fetch that tells a slow line from a dead one: every byte that arrives counts as life, and only silence is a fault.
 * One exchange, read as text; no retry.
 */
import type { Clock } from '../realtime/clock.ts'
import { readText } from '../realtime/read-text.ts'
import { SilenceTimer } from '../realtime/silence-timer.ts'

export interface PatientFetchOptions {
  fetch: typeof globalThis.fetch
  clock: Clock
  /** How long nothing may come. A body to be sent is given more, as no browser tells how far it got. */
  silenceMs: number
}

export interface Answer {
  response: Response
  /** The whole body. */
  text: string
}

/** Slower than this a body cannot be sent: about 5 kB a second. */
const sentBytesPerMs = 5

/** Asks, and reads the answer to its end. Rejects as `fetch` does, also after silence. */
export async function fetchText(
  { fetch, clock, silenceMs }: PatientFetchOptions,
  url: string,
  init: RequestInit & { body?: string },
): Promise<Answer> {
  const silence = new AbortController()
  const sendingMs = Math.ceil((init.body?.length ?? 0) / sentBytesPerMs)
  const timer = new SilenceTimer(clock, silenceMs, () =>
    silence.abort(new Error('nothing came for too long')),
  )
  timer.start(sendingMs)
  const signals = init.signal ? [init.signal, silence.signal] : [silence.signal]
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) })
    timer.heard()
    return { response, text: await readText(response, () => timer.heard()) }
  } finally {
    timer.stop()
  }
}
