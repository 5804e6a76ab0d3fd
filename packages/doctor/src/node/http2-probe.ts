/** Tries a WebSocket over HTTP/2 (RFC 8441) as a browser would: only where the server offers it. */
import { connect as connectHttp2 } from 'node:http2'
import { connect as connectTls, rootCertificates, type TLSSocket } from 'node:tls'
import type { Http2Evidence } from '../evidence.ts'
import { bareHost, serverName } from './connection-options.ts'
import { headersFor } from './extra-headers.ts'
import { openTunnel } from './forward-proxy.ts'
import type { Way } from './node-probe.ts'

export async function openOverHttp2(way: Way, url: URL, timeoutMs: number): Promise<Http2Evidence> {
  const socket = await openTls(way, url, timeoutMs)
  if (socket === null) return { outcome: 'not_offered' }
  const session = connectHttp2(url.origin, { createConnection: () => socket })
  const { promise, resolve } = Promise.withResolvers<Http2Evidence>()
  const refused = (status: number | null, detail: string) => resolve({ outcome: 'refused', status, detail })
  const timer = setTimeout(() => refused(null, 'no answer in time'), timeoutMs)
  let isOffered = false
  session.on('error', ({ message }) =>
    isOffered ? refused(null, message) : resolve({ outcome: 'not_offered' }),
  )
  session.on('remoteSettings', ({ enableConnectProtocol }) => {
    if (isOffered) return
    if (enableConnectProtocol !== true) {
      resolve({ outcome: 'not_offered' })
      return
    }
    isOffered = true
    const stream = session.request({
      ':method': 'CONNECT',
      ':protocol': 'websocket',
      ':scheme': 'https',
      ':authority': url.host,
      ':path': url.pathname + url.search,
      'sec-websocket-version': '13',
      origin: url.origin,
      ...headersFor(way.headers, url),
    })
    stream.on('response', ({ ':status': status }) =>
      status === 200 ? resolve({ outcome: 'open' }) : refused(status ?? null, 'the tunnel was not opened'),
    )
    stream.on('error', ({ message }) => refused(null, message))
    stream.on('close', () => refused(null, 'the stream was reset'))
  })
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    session.destroy()
  }
}

/** A connection on which HTTP/2 was agreed; null when it was not, or none came about. */
async function openTls(way: Way, url: URL, timeoutMs: number): Promise<TLSSocket | null> {
  const { ca, forwardProxy } = way
  let tunnel: Awaited<ReturnType<typeof openTunnel>> | undefined
  try {
    if (forwardProxy) tunnel = await openTunnel(forwardProxy, url, timeoutMs)
  } catch {
    return null
  }
  return new Promise((resolve) => {
    const socket = connectTls({
      host: bareHost(url),
      port: Number(url.port || 443),
      ...serverName(url),
      ALPNProtocols: ['h2', 'http/1.1'],
      timeout: timeoutMs,
      ...(ca !== undefined && { ca: [...rootCertificates, ca] }),
      ...(tunnel && { socket: tunnel }),
    })
    const give = (result: TLSSocket | null) => {
      if (result === null) socket.destroy()
      resolve(result)
    }
    socket.on('secureConnect', () => give(socket.alpnProtocol === 'h2' ? socket : null))
    socket.on('timeout', () => give(null))
    socket.on('error', () => give(null))
  })
}
