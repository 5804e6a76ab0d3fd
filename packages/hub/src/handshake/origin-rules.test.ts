import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { askedHost, isCookieTrusted } from './origin-rules.ts'

const proxy = '10.0.0.1'
const isTrustedProxy = (address: string) => address === proxy

function buildRequest(headers: IncomingMessage['headers'], remoteAddress = proxy): IncomingMessage {
  return { headers: { host: 'upstream:4600', ...headers }, socket: { remoteAddress } } as IncomingMessage
}

describe('the host that was asked', () => {
  it.each([
    ['is that of the request', {}, proxy, 'upstream:4600'],
    ['is what a trusted proxy forwards', { 'x-forwarded-host': 'desk.example' }, proxy, 'desk.example'],
    [
      'is what the nearest of several proxies was asked',
      { 'x-forwarded-host': 'forged.example, desk.example' },
      proxy,
      'desk.example',
    ],
    [
      'is not what anybody else sends',
      { 'x-forwarded-host': 'forged.example' },
      '192.0.2.1',
      'upstream:4600',
    ],
  ])('%s', (_name, headers, peer, host) => {
    expect(askedHost(buildRequest(headers, peer), { isTrustedProxy })).toBe(host)
  })

  it('is the one that the origin of a page is compared with', () => {
    const rules = {
      isTrustedProxy,
      isOriginAllowed: (origin?: string, host?: string) => origin === `https://${host}`,
    }
    const chain = { origin: 'https://desk.example', 'x-forwarded-host': 'desk.example, inner.lan' }
    expect(isCookieTrusted(buildRequest(chain), rules)).toBe(true)
    const headers = { origin: 'https://desk.example', 'x-forwarded-host': 'desk.example' }
    expect(isCookieTrusted(buildRequest(headers), rules)).toBe(true)
    expect(isCookieTrusted(buildRequest(headers, '192.0.2.1'), rules)).toBe(false)
  })
})
