/** Plain HTTP/1.1 requests: one answer, or one that is read piece by piece. Each on a connection of its own. */
import {
  type ClientRequest,
  type IncomingMessage,
  request as plainRequest,
  type RequestOptions,
} from 'node:http'
import { request as secureRequest } from 'node:https'
import { shortLocation } from '../answer.ts'
import type { Answer, HttpEvidence } from '../evidence.ts'
import { failed, type HttpQuestion, type StreamOutcome } from '../probe.ts'
import { answerOf } from './answer.ts'
import { bareHost, connectionOptions } from './connection-options.ts'
import { acceptedEncodings, decodedBody } from './decoded-body.ts'
import { headersFor } from './extra-headers.ts'
import { explain, TimeoutError } from './failures.ts'
import { proxyHeaders, unusable } from './forward-proxy.ts'
import type { Way } from './node-probe.ts'

/** Longer bodies are cut; the report of a busy server is the longest there is. */
const maxBodyLength = 1024 * 1024

export const userAgent = 'copydesk-doctor'

export async function ask(way: Way, url: URL, question: HttpQuestion): Promise<HttpEvidence> {
  const start = performance.now()
  let body = ''
  try {
    const { response, end } = await send(way, url, question)
    for await (const chunk of decodedBody(response)) {
      body += chunk
      if (body.length > maxBodyLength) break
    }
    end()
    return evidenceOf(response, body, performance.now() - start, url)
  } catch (error) {
    return failed(await explain(error, url))
  }
}

export async function stream(way: Way, url: URL, question: HttpQuestion): Promise<StreamOutcome> {
  const start = performance.now()
  const pieces: { atMs: number; text: string }[] = []
  let response: IncomingMessage | undefined
  try {
    const sent = await send(way, url, question)
    response = sent.response
    for await (const text of decodedBody(response)) pieces.push({ atMs: performance.now() - start, text })
    sent.end()
    const body = pieces.map(({ text }) => text).join('')
    const evidence = evidenceOf(response, body, performance.now() - start, url)
    return evidence.outcome === 'answered' ? { ...evidence, pieces, ended: true } : evidence
  } catch (error) {
    if (!(error instanceof TimeoutError) || response === undefined) return failed(await explain(error, url))
    const body = pieces.map(({ text }) => text).join('')
    return { outcome: 'answered', answer: toAnswer(response, body, question.timeoutMs), pieces, ended: false }
  }
}

/** What an answer is evidence of; also for answers to a handshake. */
export function evidenceOf(response: IncomingMessage, body: string, ms: number, url: URL): HttpEvidence {
  const answer = toAnswer(response, body, ms)
  const { location } = response.headers
  if (answer.status < 300 || answer.status > 399 || location === undefined)
    return { outcome: 'answered', answer }
  return { outcome: 'redirected', status: answer.status, location: shortLocation(location, url), answer }
}

export function toAnswer(
  { statusCode = 0, httpVersion, headers }: IncomingMessage,
  body: string,
  ms: number,
): Answer {
  return answerOf({ status: statusCode, httpVersion, headers, body, ms })
}

async function send(
  way: Way,
  url: URL,
  { method = 'GET', headers = {}, timeoutMs }: HttpQuestion,
): Promise<{ response: IncomingMessage; end: () => void }> {
  const options = await optionsFor(way, url, timeoutMs)
  const request = url.protocol === 'https:' ? secureRequest : plainRequest
  return new Promise((resolve, reject) => {
    const sent: ClientRequest = request({
      ...options,
      method,
      headers: { ...options.headers, ...headers, ...(method === 'POST' && { 'content-length': '0' }) },
    })
    let response: IncomingMessage | undefined
    const timer = setTimeout(() => {
      const error = new TimeoutError(timeoutMs)
      response?.destroy(error)
      sent.destroy(error)
    }, timeoutMs)
    const end = () => {
      clearTimeout(timer)
      sent.destroy()
    }
    sent.on('response', (incoming) => {
      response = incoming
      resolve({ response: incoming, end })
    })
    sent.on('upgrade', (incoming, socket) => {
      socket.destroy()
      incoming.push(null)
      resolve({ response: incoming, end })
    })
    sent.on('error', (error) => {
      clearTimeout(timer)
      // By plain http it is the proxy that is connected to, so it is the proxy that fails.
      const ofProxy = way.forwardProxy && url.protocol === 'http:' && !(error instanceof TimeoutError)
      reject(ofProxy && way.forwardProxy ? unusable(way.forwardProxy, error) : error)
    })
    sent.end()
  })
}

/** A forward proxy is asked for plain http in its own way: with the whole address, without a tunnel. */
async function optionsFor(way: Way, url: URL, timeoutMs: number): Promise<RequestOptions> {
  // Written as browsers do: whoever stands between and writes it otherwise is known by that.
  const headers = {
    Host: url.host,
    'user-agent': userAgent,
    'accept-encoding': acceptedEncodings,
    ...headersFor(way.headers, url),
  }
  if (way.forwardProxy && url.protocol === 'http:') {
    const { hostname, port } = way.forwardProxy
    Object.assign(headers, proxyHeaders(way.forwardProxy))
    return { agent: false, headers, hostname, port: port || 80, path: url.href }
  }
  return {
    // A connection of its own, so that a load balancer spreads them.
    agent: false,
    ...(await connectionOptions(way, url, timeoutMs)),
    headers,
    hostname: bareHost(url),
    ...(url.port !== '' && { port: url.port }),
    path: url.pathname + url.search,
  }
}
