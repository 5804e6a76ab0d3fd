/** Requests through fetch: one answer, or one that is read piece by piece. A page learns no reason of a failure. */
import { shortAnswer } from '../answer.ts'
import type { Answer, HttpEvidence } from '../evidence.ts'
import { failed, type HttpQuestion, type StreamOutcome } from '../probe.ts'
import type { PageSurroundings } from './browser-probe.ts'

/** Longer bodies are cut; the report of a busy server is the longest there is. */
const maxBodyLength = 1024 * 1024

export async function ask(
  surroundings: PageSurroundings,
  url: URL,
  question: HttpQuestion,
): Promise<HttpEvidence> {
  const found = await stream(surroundings, url, question)
  return found.outcome === 'answered' ? { outcome: 'answered', answer: found.answer } : found
}

export async function stream(
  { fetch }: PageSurroundings,
  url: URL,
  { method = 'GET', headers = {}, timeoutMs }: HttpQuestion,
): Promise<StreamOutcome> {
  const start = performance.now()
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), timeoutMs)
  const pieces: { atMs: number; text: string }[] = []
  let response: Response | undefined
  let ended = false
  try {
    response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'same-origin',
      signal: stop.signal,
    })
    // All that a page learns of a redirect is that there was one; other hosts of fetch tell its status.
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      return { outcome: 'redirected', status: null, location: null, answer: null }
    }
    for await (const text of textOf(response)) pieces.push({ atMs: performance.now() - start, text })
    ended = true
  } catch {
    if (response === undefined && stop.signal.aborted) {
      return failed({ reason: 'timeout', detail: `no answer within ${timeoutMs / 1000} s` })
    }
    if (response === undefined) {
      return failed({ reason: 'hidden', detail: 'no answer came, and the browser does not say why' })
    }
    // It broke off or took too long; what came until then is what there is.
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
  const body = pieces.map(({ text }) => text).join('')
  return { outcome: 'answered', answer: answerOf(response, body, performance.now() - start), pieces, ended }
}

async function* textOf({ body }: Response): AsyncGenerator<string> {
  if (body === null) return
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let length = 0
  while (length < maxBodyLength) {
    const { done, value } = await reader.read()
    if (done) return
    length += value.length
    yield decoder.decode(value, { stream: true })
  }
}

function answerOf({ status, headers }: Response, body: string, ms: number): Answer {
  return shortAnswer({ status, httpVersion: null, headers: Object.fromEntries(headers), body, ms })
}
