/** WebSockets of the terminal, through `ws`: every refusal with its status, headers and body. */
import type { IncomingMessage } from 'node:http'
import { connectionPaths } from '@copydesk/protocol'
import { type ClientOptions, WebSocket } from 'ws'
import { Arrivals } from '../arrivals.ts'
import { failed, type Opening, type ProbeSocket, type Received, type WebSocketQuestion } from '../probe.ts'
import { connectionOptions } from './connection-options.ts'
import { headersFor } from './extra-headers.ts'
import { explain, TimeoutError } from './failures.ts'
import { evidenceOf, toAnswer, userAgent } from './http-probe.ts'
import type { Way } from './node-probe.ts'

/** Makes the server judge the Origin as it would for a page with a cookie; it is nobody's session. */
const harmlessCookie = 'copydesk_doctor=1'
const maxBodyLength = 64 * 1024

export async function openWebSocket(
  way: Way,
  url: URL,
  { compress = false, timeoutMs }: WebSocketQuestion,
): Promise<Opening> {
  const start = performance.now()
  try {
    const address = new URL(url)
    address.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    const options: ClientOptions = {
      ...(await connectionOptions(way, url, timeoutMs)),
      perMessageDeflate: compress,
      followRedirects: false,
      origin: url.origin,
      headers: {
        'user-agent': userAgent,
        ...(url.pathname.endsWith(connectionPaths.websocket) && { cookie: harmlessCookie }),
        ...headersFor(way.headers, url),
      },
    }
    return await open(new WebSocket(address, options), url, timeoutMs, start)
  } catch (error) {
    return { opened: false, evidence: failed(await explain(error, url)) }
  }
}

/** Rejects when nothing that could be called an answer came. */
function open(webSocket: WebSocket, url: URL, timeoutMs: number, start: number): Promise<Opening> {
  const socket = new NodeSocket(webSocket)
  return new Promise((resolve, reject) => {
    let upgrade: IncomingMessage | undefined
    const timer = setTimeout(() => end(() => reject(new TimeoutError(timeoutMs))), timeoutMs)
    const end = (settle: () => void) => {
      clearTimeout(timer)
      settle()
      if (webSocket.readyState === WebSocket.CONNECTING) webSocket.terminate()
    }
    webSocket.on('upgrade', (response) => {
      upgrade = response
    })
    webSocket.on('open', () => {
      clearTimeout(timer)
      const answer = upgrade ? toAnswer(upgrade, '', performance.now() - start) : null
      resolve({ opened: true, socket, answer })
    })
    webSocket.on('unexpected-response', async (_request, response) => {
      const body = await readBody(response, timeoutMs)
      const evidence = evidenceOf(response, body, performance.now() - start, url)
      const refusal =
        evidence.outcome === 'answered'
          ? ({ outcome: 'refused', answer: evidence.answer } as const)
          : evidence
      end(() => resolve({ opened: false, evidence: refusal }))
    })
    webSocket.on('error', (error) => {
      if (upgrade === undefined) end(() => reject(error))
      else end(() => resolve({ opened: false, evidence: { outcome: 'damaged', detail: error.message } }))
    })
  })
}

async function readBody(response: IncomingMessage, timeoutMs: number): Promise<string> {
  const timer = setTimeout(() => response.destroy(), timeoutMs)
  let body = ''
  try {
    response.setEncoding('utf8')
    for await (const chunk of response) {
      body += chunk
      if (body.length > maxBodyLength) break
    }
  } catch {
    // What came until then is what there is.
  }
  clearTimeout(timer)
  return body
}

/** Keeps what arrives until it is asked for. */
class NodeSocket implements ProbeSocket {
  readonly #webSocket: WebSocket
  readonly #arrivals = new Arrivals()

  constructor(webSocket: WebSocket) {
    this.#webSocket = webSocket
    webSocket.on('message', (data) => this.#arrivals.message(String(data)))
    webSocket.on('error', ({ message }) => this.#arrivals.failed(message))
    webSocket.on('close', (code, reason) => this.#arrivals.closed({ code, reason: String(reason) }))
  }

  get isCompressed(): boolean {
    return this.#webSocket.extensions.includes('permessage-deflate')
  }

  send(text: string): void {
    if (this.#webSocket.readyState === WebSocket.OPEN) this.#webSocket.send(text)
  }

  receive(timeoutMs: number): Promise<Received> {
    return this.#arrivals.receive(timeoutMs)
  }

  ping(timeoutMs: number): Promise<number | null> {
    if (this.#webSocket.readyState !== WebSocket.OPEN) return Promise.resolve(null)
    const start = performance.now()
    return new Promise((resolve) => {
      const end = (ms: number | null) => {
        clearTimeout(timer)
        this.#webSocket.off('pong', onPong).off('close', onClose)
        resolve(ms)
      }
      const timer = setTimeout(() => end(null), timeoutMs)
      const onPong = () => end(performance.now() - start)
      const onClose = () => end(null)
      this.#webSocket.on('pong', onPong).on('close', onClose)
      this.#webSocket.ping()
    })
  }

  close(): void {
    this.#webSocket.close(1000)
    // Whoever does not answer the close frame is not waited for.
    setTimeout(() => this.#webSocket.terminate(), 500).unref()
  }
}
