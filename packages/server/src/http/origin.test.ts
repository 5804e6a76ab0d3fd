import { describe, expect, it } from 'vitest'
import { isHostAllowed, isOriginAllowed, type OriginSettings } from './origin.ts'

const local: OriginSettings = { host: '127.0.0.1', publicUrl: undefined, allowedOrigins: [] }
const behindProxy: OriginSettings = {
  host: '0.0.0.0',
  publicUrl: new URL('https://desk.example'),
  allowedOrigins: ['https://cms.example'],
}

describe('isHostAllowed', () => {
  it.each([
    [local, '127.0.0.1:4600', true],
    [local, 'localhost:5173', true],
    [local, 'LOCALHOST', true],
    [local, '[::1]:4600', true],
    [local, 'evil.example:4600', false],
    [local, '127.0.0.1.evil.example', false],
    [local, '192.168.1.5:4600', false],
    [local, '', false],
    [local, undefined, false],
    [{ ...local, host: '192.168.1.5' }, '192.168.1.5:4600', true],
    [{ ...local, host: '0.0.0.0' }, '0.0.0.0:4600', false],
    [behindProxy, 'desk.example', true],
    [behindProxy, 'cms.example', false],
    [behindProxy, 'desk.example.', true],
    [behindProxy, 'DESK.example:443', true],
    [behindProxy, 'user@desk.example', false],
    [behindProxy, 'desk.example, evil.example', false],
    [{ ...local, host: '2001:db8::1' }, '[2001:db8::1]:4600', true],
    [{ ...local, host: '2001:db8::1' }, '[2001:DB8:0:0:0:0:0:1]:4600', true],
    [{ ...local, host: '::' }, '[::]:4600', false],
    [{ ...local, host: '::1' }, '[::1]:4600', true],
    [{ ...local, host: 'desk.lan' }, 'Desk.lan.', true],
    [{ ...local, publicUrl: new URL('https://bücher.example') }, 'xn--bcher-kva.example', true],
    [{ ...local, publicUrl: new URL('https://[2001:db8::2]:8443') }, '[2001:db8::2]:8443', true],
    [{ ...local, publicUrl: new URL('https://desk.example.') }, 'desk.example', true],
  ])('%o, Host %s: %s', (settings, host, expected) => {
    expect(isHostAllowed(settings, host)).toBe(expected)
  })
})

describe('isOriginAllowed', () => {
  it.each([
    [local, 'http://127.0.0.1:4600', '127.0.0.1:4600', true],
    [local, 'http://localhost:4600', '127.0.0.1:4600', false],
    [local, 'http://127.0.0.1:4601', '127.0.0.1:4600', false],
    [local, 'http://localhost', 'localhost:80', true],
    [local, 'http://evil.example', 'evil.example', false],
    [local, 'null', '127.0.0.1:4600', false],
    [local, 'file://', '127.0.0.1:4600', false],
    [local, undefined, '127.0.0.1:4600', false],
    [behindProxy, 'https://desk.example', 'desk.example', true],
    [behindProxy, 'https://desk.example', '127.0.0.1:4600', true],
    [behindProxy, 'https://cms.example', 'desk.example', true],
    [behindProxy, 'https://cms.example', 'upstream:4600', true],
    [behindProxy, 'https://evil.example', 'evil.example', false],
    [behindProxy, 'https://evil.example', 'desk.example', false],
    [behindProxy, 'http://desk.example', 'desk.example', false],
    [behindProxy, 'http://desk.example:443', 'desk.example:443', false],
    [behindProxy, 'https://desk.example:8443', 'desk.example:8443', true],
    [behindProxy, 'http://127.0.0.1:4600', '127.0.0.1:4600', true],
    [{ ...local, host: '2001:db8::1' }, 'http://[2001:db8::1]:4600', '[2001:db8::1]:4600', true],
  ])('%o, Origin %s, Host %s: %s', (settings, origin, host, expected) => {
    expect(isOriginAllowed(settings, origin, host)).toBe(expected)
  })
})
