import { describe, expect, it } from 'vitest'
import { askedHosts, isLoopbackName, isSameHost, parseHost } from './host.ts'

describe('a host', () => {
  it.each([
    ['desk.example', 'desk.example', undefined],
    ['desk.example:8443', 'desk.example', 8443],
    ['DESK.Example', 'desk.example', undefined],
    ['desk.example.', 'desk.example', undefined],
    ['desk.example.:80', 'desk.example', 80],
    [' desk.example ', 'desk.example', undefined],
    ['bücher.example', 'xn--bcher-kva.example', undefined],
    ['xn--bcher-kva.example:443', 'xn--bcher-kva.example', 443],
    ['under_score.lan', 'under_score.lan', undefined],
    ['192.0.2.1:4600', '192.0.2.1', 4600],
    ['[2001:db8::1]', '2001:db8::1', undefined],
    ['[2001:DB8:0:0::1]:4600', '2001:db8::1', 4600],
    ['2001:db8::1', '2001:db8::1', undefined],
    ['::1', '::1', undefined],
    ['::', '::', undefined],
    ['[::1]:4600', '::1', 4600],
    ['[::ffff:127.0.0.1]:4600', '127.0.0.1', 4600],
    ['::ffff:192.0.2.1', '192.0.2.1', undefined],
    ['127.1', '127.0.0.1', undefined],
  ])('%s is %s', (text, name, port) => {
    expect(parseHost(text)).toEqual({ name, port })
  })

  it.each([
    undefined,
    '',
    '.',
    ':4600',
    '[::1',
    'user@desk.example',
    'desk.example/path',
    'desk.example?x',
    'desk.example#x',
    'desk.example\\@evil.example',
    'desk.example:port',
    'desk.example:99999',
    'a b',
    'desk%2eexample',
    'desk.example, evil.example',
    '[fe80::1%25eth0]',
  ])('is not %j', (text) => {
    expect(parseHost(text)).toBeNull()
  })

  it.each([
    ['localhost', true],
    ['desk.localhost', true],
    ['127.0.0.1', true],
    ['127.255.0.9', true],
    ['::1', true],
    ['127.0.0.1.evil.example', false],
    ['localhost.evil.example', false],
    ['notlocalhost', false],
    ['::2', false],
    ['192.168.0.1', false],
  ])('%s is loopback: %s', (name, expected) => {
    expect(isLoopbackName(name)).toBe(expected)
  })
})

it.each([
  ['http://desk.example', 'desk.example:80', true],
  ['https://desk.example', 'desk.example:443', true],
  ['https://desk.example', 'DESK.example.', true],
  ['https://desk.example:8443', 'desk.example:8443', true],
  ['https://desk.example', 'desk.example:80', false],
  ['http://desk.example:8080', 'desk.example', false],
  ['http://[::1]:4600', '[0:0:0:0:0:0:0:1]:4600', true],
  ['https://bücher.example', 'xn--bcher-kva.example', true],
  ['https://desk.example', 'evil.example', false],
])('a page of %s asks its own site at %s: %s', (origin, host, expected) => {
  expect(isSameHost(new URL(origin), parseHost(host) ?? { name: '', port: undefined })).toBe(expected)
})

it.each([':', 'a', '1.', '::1 '])('a host of thousands of %j is none', (sign) => {
  expect(parseHost(sign.repeat(8000))).toBeNull()
})

describe('the hosts that a request means', () => {
  it.each([
    ['its Host', {}, true, ['upstream:4600']],
    ['what a proxy forwards', { 'x-forwarded-host': 'desk.example' }, true, ['desk.example']],
    [
      'what several proxies forward, the nearest first',
      { 'x-forwarded-host': 'desk.example, inner.lan:8080' },
      true,
      ['inner.lan:8080', 'desk.example'],
    ],
    [
      'what comes in several lines',
      { 'x-forwarded-host': ['desk.example', 'inner.lan'] },
      true,
      ['inner.lan', 'desk.example'],
    ],
    [
      'what the standard header says',
      { forwarded: 'for=192.0.2.1;host=desk.example;proto=https, for=10.0.0.1; Host="[2001:db8::1]:8443"' },
      true,
      ['[2001:db8::1]:8443', 'desk.example'],
    ],
    ['its Host where a proxy forwards none', { forwarded: 'for=192.0.2.1' }, true, ['upstream:4600']],
    [
      'its Host where no proxy is trusted',
      { 'x-forwarded-host': 'forged.example' },
      false,
      ['upstream:4600'],
    ],
  ])('are %s', (_name, headers, isTrusted, expected) => {
    expect(askedHosts({ host: 'upstream:4600', ...headers }, isTrusted)).toEqual(expected)
  })
})
