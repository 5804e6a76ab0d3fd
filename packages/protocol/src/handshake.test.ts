import { describe, expect, it } from 'vitest'
import {
  arrivedRequest,
  type HandshakeRequest,
  handshakeFault,
  handshakeProblem,
  originFault,
} from './index.ts'

const handshake: HandshakeRequest = {
  method: 'GET',
  httpVersion: '1.1',
  headers: {
    host: 'desk.example',
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'sec-websocket-version': '13',
  },
  encrypted: false,
  remoteAddress: '10.0.0.1',
}

function without(...names: string[]): HandshakeRequest {
  const headers = Object.fromEntries(
    Object.entries(handshake.headers).filter(([name]) => !names.includes(name)),
  )
  return { ...handshake, headers }
}

function having(headers: HandshakeRequest['headers']): HandshakeRequest {
  return { ...handshake, headers: { ...handshake.headers, ...headers } }
}

describe('handshake', () => {
  it('[H1] finds no fault with a complete handshake, with or without the JSON subprotocol', () => {
    expect(handshakeFault(handshake)).toBeNull()
    expect(handshakeFault(having({ 'sec-websocket-protocol': 'other, centrifuge-json' }))).toBeNull()
  })

  it('[H2] tells a plain request, a removed header and an old HTTP version apart', () => {
    const plain = without('upgrade', 'connection', 'sec-websocket-key', 'sec-websocket-version')
    expect(handshakeFault(plain)).toMatchObject({ code: 'upgrade_missing', status: 426 })
    expect(handshakeFault(without('upgrade', 'connection'))).toMatchObject({
      code: 'upgrade_removed',
      status: 426,
    })
    expect(handshakeFault({ ...handshake, httpVersion: '1.0' })).toMatchObject({
      code: 'http_version',
      status: 426,
    })
  })

  it.each([
    [without('sec-websocket-key'), 'Sec-WebSocket-Key is missing'],
    [having({ 'sec-websocket-key': 'short' }), 'Sec-WebSocket-Key is malformed'],
    [having({ 'sec-websocket-version': '8' }), 'Sec-WebSocket-Version is 8 instead of 13'],
    [{ ...handshake, method: 'POST' }, 'the method is POST'],
  ])('[H3] finds a damaged handshake', (request, detail) => {
    const fault = handshakeFault(request)
    expect(fault).toMatchObject({ code: 'handshake_altered', status: 400 })
    expect(fault?.detail).toContain(detail)
  })

  it('[H3] refuses a subprotocol it does not speak', () => {
    expect(handshakeFault(having({ 'sec-websocket-protocol': 'centrifuge-protobuf' }))).toMatchObject({
      code: 'subprotocol_unsupported',
      status: 400,
    })
  })

  it('[H2] says what arrived without repeating secrets', () => {
    const request: HandshakeRequest = {
      ...having({
        cookie: 'session=secret',
        authorization: 'Bearer secret',
        'x-forwarded-for': '1.2.3.4',
        via: '1.1 p',
        'cf-ray': '1',
        'x-forwarded-access-token': 'secret',
      }),
      trustedProxy: true,
    }
    const problem = handshakeProblem(originFault('https://other.example', 'desk.example'), request)
    expect(problem.arrived).toEqual({
      method: 'GET',
      httpVersion: '1.1',
      host: 'desk.example',
      scheme: 'http',
      forwarded: { 'x-forwarded-for': '1.2.3.4', via: '1.1 p' },
      proxyHeaders: ['cf-ray'],
      cookie: true,
      origin: null,
      peer: '10.0.0.1',
      peerIsTrustedProxy: true,
    })
    expect(JSON.stringify(problem)).not.toContain('secret')
  })

  it('tells how the name of Host was written, which some proxies change', () => {
    const arrivedWith = (...rawHeaders: string[]) =>
      arrivedRequest({ ...handshake, rawHeaders }).lowerCaseHost
    expect(arrivedWith('Host', 'desk.example', 'X-Real-Ip', 'host')).toBeUndefined()
    expect(arrivedWith('accept', '*/*', 'host', 'desk.example')).toBe(true)
  })

  it('[H4] names the Origin, the Host and the setting', () => {
    const fault = originFault('https://other.example', 'desk.example')
    expect(fault.status).toBe(403)
    expect(`${fault.detail} ${fault.remedy}`).toMatch(
      /other\.example.*desk\.example.*COPYDESK_ALLOWED_ORIGINS/,
    )
  })
})
