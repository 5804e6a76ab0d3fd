/** Reaches servers through a forward proxy, as browsers do in companies that have one: a tunnel by CONNECT (RFC 9110). */
import { request } from 'node:http'
import type { Socket } from 'node:net'
import type { NetworkFailure } from '../evidence.ts'
import { readCredentials } from '../target.ts'

/** An address such as `http://squid.example:3128`; undefined for none. Throws for what is no such address. */
export function readForwardProxy(text: string | undefined): URL | undefined {
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (url?.protocol !== 'http:')
    throw new TypeError(`"${text}" is not the address of a proxy, such as http://proxy:3128`)
  return url
}

/** What the proxy wants for the user and the password in its address; nothing where it has none. */
export function proxyHeaders(proxy: URL): Record<string, string> {
  const credentials = readCredentials(proxy.href)
  return credentials === null ? {} : { 'proxy-authorization': credentials }
}

export class ForwardProxyError extends Error {
  readonly failure: NetworkFailure

  constructor(failure: NetworkFailure) {
    super(failure.detail)
    this.failure = failure
  }
}

/** The proxy itself does not answer as one. */
export function unusable({ host }: URL, { message }: Error): ForwardProxyError {
  const detail = `the proxy ${host} cannot be used: ${message}`
  return new ForwardProxyError({ reason: 'forward_proxy', status: null, detail })
}

/** A tunnel through the proxy to the server of `url`. Rejects with ForwardProxyError. */
export function openTunnel(proxy: URL, url: URL, timeoutMs: number): Promise<Socket> {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return new Promise((resolve, reject) => {
    const fail = (status: number | null, detail: string) =>
      reject(new ForwardProxyError({ reason: 'forward_proxy', status, detail }))
    const asked = request({
      host: proxy.hostname,
      port: proxy.port || 80,
      method: 'CONNECT',
      path: `${url.hostname}:${port}`,
      headers: { host: `${url.hostname}:${port}`, ...proxyHeaders(proxy) },
      timeout: timeoutMs,
      agent: false,
    })
    asked.on('connect', (response, socket) => {
      if (response.statusCode === 200) resolve(socket as Socket)
      else {
        socket.destroy()
        const status = response.statusCode ?? null
        fail(status, `the proxy ${proxy.host} refuses a tunnel to ${url.hostname}:${port} with ${status}`)
      }
    })
    asked.on('response', ({ statusCode }) =>
      fail(statusCode ?? null, `the proxy ${proxy.host} gives no tunnel`),
    )
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')))
    asked.on('error', (error) => reject(unusable(proxy, error)))
    asked.end()
  })
}
