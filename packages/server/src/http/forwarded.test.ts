import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { isForwardedForThisMachine, isFromThisMachine } from './forwarded.ts'

const local = { host: '127.0.0.1', publicUrl: undefined }

function buildRequest(headers: IncomingMessage['headers'], remoteAddress = '127.0.0.1'): IncomingMessage {
  return { headers, socket: { remoteAddress } } as IncomingMessage
}

describe('a request from this machine', () => {
  it.each([
    ['is one from a loopback address', {}, '127.0.0.1', local, true],
    ['is one from a loopback address in IPv6', {}, '::1', { ...local, host: '::1' }, true],
    ['is one from a mapped loopback address', {}, '::ffff:127.0.0.1', local, true],
    ['is none from elsewhere', {}, '192.0.2.1', local, false],
    ['is none that says it was forwarded', { 'x-forwarded-for': '127.0.0.1' }, '127.0.0.1', local, false],
    ['is none that came through a proxy', { via: '1.1 proxy' }, '127.0.0.1', local, false],
    ['is none on a server that others reach', {}, '127.0.0.1', { ...local, host: '0.0.0.0' }, false],
    [
      'is none on a server with a public address',
      {},
      '127.0.0.1',
      { ...local, publicUrl: new URL('https://desk.example') },
      false,
    ],
  ])('%s', (_name, headers, peer, settings, expected) => {
    expect(isFromThisMachine(buildRequest(headers, peer), settings)).toBe(expected)
  })
})

it.each([
  [{}, true],
  [{ 'x-forwarded-for': '127.0.0.1' }, true],
  [{ 'x-forwarded-for': '::1, 127.0.0.1:51234' }, true],
  [{ forwarded: 'for="[::1]:4711";host=desk.example' }, true],
  [{ 'x-forwarded-for': '192.0.2.1, 127.0.0.1' }, false],
  [{ 'x-forwarded-for': '127.0.0.1, 192.0.2.1' }, false],
  [{ 'x-forwarded-for': 'unknown' }, false],
  [{ 'x-real-ip': '192.0.2.1' }, false],
  [{ forwarded: 'for=127.0.0.1, for=192.0.2.1' }, false],
  [{ forwarded: 'proto=https;for=_hidden' }, false],
])('%j is forwarded for this machine: %s', (headers, expected) => {
  expect(isForwardedForThisMachine(headers)).toBe(expected)
})
