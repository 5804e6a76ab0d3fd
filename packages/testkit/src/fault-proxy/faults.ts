/**
 * The faults that proxies, firewalls and inspecting boxes were seen to have, one function each. They hold no state
 * beyond one connection, take no time but the proxy's clock, and leave nothing to chance.
 */
import { Transform } from 'node:stream'
import type { Fault, OwnAnswer } from './fault.ts'
import { corruptCompressed } from './frames.ts'
import { type RequestHead, withHeader, withoutHeaders } from './http-head.ts'

/** A firewall that resets, or a cable that is cut. */
export const resetConnections = (): Fault => ({ onConnection: () => 'reset' })

/** Half open: connections are taken, what comes is read, and nothing is ever answered. */
export const swallowConnections = (): Fault => ({ onConnection: () => 'swallow' })

/** As many connections at a time, and no more. */
export const limitConnections = (most: number): Fault => ({
  onConnection: (open) => (open < most ? 'pass' : 'reset'),
})

/** Answers by itself, whatever the server would say. */
export const answer = (own: OwnAnswer): Fault => ({ onRequest: () => own })

/** A page with status 200: a sign-in, a captive portal, or a single-page app that serves its start page for all. */
export const answerPage = (title: string): Fault =>
  answer({
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><title>${title}</title><h1>${title}</h1>`,
  })

/** Elsewhere: another scheme, another host, a sign-in. */
export const redirect = (location: string, status: 301 | 302 | 307 | 308 = 302): Fault =>
  answer({ status, headers: { location } })

/** A proxy that knows no WebSockets: `Upgrade` and `Connection` belong to one hop, and it keeps them to itself. */
export const stripUpgrade = (): Fault =>
  changeRequest((request) => ({
    ...request,
    headers: withoutHeaders(request.headers, 'upgrade', 'connection'),
  }))

/** HTTP/1.0 to the server, as nginx speaks unless told otherwise. */
export const speakHttp10 = (): Fault =>
  changeRequest((request) => ({
    ...request,
    version: '1.0',
    headers: withoutHeaders(request.headers, 'upgrade', 'connection'),
  }))

/** One header of every request becomes another, or (null) is lost. */
export const alterHeader = (name: string, value: string | null): Fault =>
  changeRequest((request) => ({
    ...request,
    headers:
      value === null ? withoutHeaders(request.headers, name) : withHeader(request.headers, name, value),
  }))

/** A key that is no key: the server must refuse the handshake. */
export const alterKey = (): Fault => alterHeader('Sec-WebSocket-Key', 'altered')

/** The version of an early draft. */
export const alterVersion = (): Fault => alterHeader('Sec-WebSocket-Version', '7')

/** Cookies do not get through, in neither direction. */
export const dropCookies = (): Fault => ({
  ...alterHeader('Cookie', null),
  onAnswer: (answered) => ({ ...answered, headers: withoutHeaders(answered.headers, 'set-cookie') }),
})

/** Holds every answer back until it is whole; one that never ends never comes. */
export const bufferAnswers = (): Fault => ({
  carryAnswer: () => {
    const chunks: Buffer[] = []
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        chunks.push(chunk)
        done()
      },
      flush: (done) => done(null, Buffer.concat(chunks)),
    })
  },
})

/** Everything that the server says comes so much later. */
export const delay = (delayMs: number): Fault => ({
  carryAnswer: ({ after }) => late(after, delayMs),
  carryTunnel: ({ after }) => ({ toClient: late(after, delayMs) }),
})

/** Lets a WebSocket open and then carries nothing, in neither direction or not to the server. */
export const silentTunnel = (which: 'both' | 'to_server' = 'both'): Fault => ({
  carryTunnel: () => ({ toServer: swallow(), ...(which === 'both' && { toClient: swallow() }) }),
})

/** Damages the compressed frames of the server (permessage-deflate), and no others. */
export const corruptCompression = (): Fault => ({ carryTunnel: () => ({ toClient: corruptCompressed() }) })

/** Cuts a connection, without a word, over which nothing went for so long. */
export const idleTimeout = (timeoutMs: number): Fault => ({
  watch: ({ after, onBytes, onClose, cut }) => {
    let callOff = after(timeoutMs, cut)
    onBytes(() => {
      callOff()
      callOff = after(timeoutMs, cut)
    })
    onClose(() => callOff())
  },
})

/** A fault of requests (not of connections) for those requests alone: `only(isWebSocket, answer({ status: 403 }))`. */
export const only = (matches: (request: RequestHead) => boolean, { onRequest }: Fault): Fault => ({
  onRequest: (request) => (matches(request) ? (onRequest?.(request) ?? request) : request),
})

const changeRequest = (onRequest: (request: RequestHead) => RequestHead): Fault => ({ onRequest })

const swallow = () => new Transform({ transform: (_chunk, _encoding, done) => done() })

const late = (after: (delayMs: number, action: () => void) => () => void, delayMs: number) =>
  new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      after(delayMs, () => done(null, chunk))
    },
  })
