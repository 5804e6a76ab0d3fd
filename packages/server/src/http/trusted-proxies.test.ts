import { describe, expect, it } from 'vitest'
import { trustedProxies } from './trusted-proxies.ts'

describe('trustedProxies', () => {
  it.each([
    [true, '203.0.113.1', true],
    [false, '127.0.0.1', false],
    [['10.1.0.0/16'], '10.1.2.3', true],
    [['10.1.0.0/16'], '::ffff:10.1.2.3', true],
    [['10.1.0.0/16'], '10.2.2.3', false],
    [['192.0.2.7'], '192.0.2.7', true],
    [['192.0.2.7'], '192.0.2.8', false],
    [['2001:db8::/32'], '2001:db8::1', true],
    [['loopback'], '127.0.0.1', true],
    [['loopback'], '::1', true],
    [['uniquelocal'], '172.20.0.1', true],
    [['linklocal'], '127.0.0.1', false],
  ])('%j trusts %s: %j', (trustProxy, address, expected) => {
    expect(trustedProxies({ trustProxy })(address)).toBe(expected)
  })
})
