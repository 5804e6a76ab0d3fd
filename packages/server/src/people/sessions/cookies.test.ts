import { describe, expect, it } from 'vitest'
import { Cookies } from './cookies.ts'

const cookiesAt = (port: number, publicUrl?: string) =>
  new Cookies({
    settings: { publicUrl: publicUrl === undefined ? undefined : new URL(publicUrl) },
    port: () => port,
  })

const nameOf = (setCookie: string) => setCookie.split('=')[0]

describe('cookies', () => {
  it.each([
    [4600, undefined, 'copydesk_session'],
    [4601, undefined, 'copydesk_session_4601'],
    [4600, 'https://desk.example', '__Host-copydesk_session'],
    [4601, 'https://desk.example', '__Host-copydesk_session'],
    [4600, 'https://desk.example:8443', '__Host-copydesk_session_8443'],
    [4601, 'http://desk.example:4600', 'copydesk_session'],
    [4601, 'http://desk.example', 'copydesk_session'],
    [4600, 'https://desk.example/cms/', '__Secure-copydesk_session.cms'],
    [4600, 'https://desk.example:8443/a/b', '__Secure-copydesk_session_8443.a.b'],
    [4600, 'http://desk.example/cms/', 'copydesk_session.cms'],
  ])('at port %s and %s have the name %s', (port, publicUrl, name) => {
    expect(nameOf(cookiesAt(port, publicUrl).giveSession('token'))).toBe(name)
    expect(nameOf(cookiesAt(port, publicUrl).takeSession())).toBe(name)
  })

  it('are not shared by two servers on one host', () => {
    const header = `${cookiesAt(4601).giveSession('one').split(';')[0]}; ${cookiesAt(4602).giveSession('two').split(';')[0]}`
    expect(cookiesAt(4601).sessionTokens(header)).toEqual(['one'])
    expect(cookiesAt(4602).sessionTokens(header)).toEqual(['two'])
  })

  it('still know the name from before the port was in it, after their own', () => {
    const header = 'copydesk_session=old; copydesk_session_4601=new'
    expect(cookiesAt(4601).sessionTokens(header)).toEqual(['new', 'old'])
    expect(cookiesAt(4601).isCurrent(header, 'old')).toBe(false)
    expect(cookiesAt(4601).isCurrent(header, 'new')).toBe(true)
  })

  it('are not shared by servers below two paths of one host, nor with the one at its root', () => {
    const [root, one, two] = ['', '/one', '/one/two'].map((path) =>
      cookiesAt(4600, `http://h.example${path}`),
    )
    const given = [root, one, two].map((cookies, index) => cookies?.giveSession(`t${index}`) ?? '')
    const header = given.map((cookie) => cookie.split(';')[0]).join('; ')
    const known = [root, one, two].map((cookies) => [...new Set(cookies?.sessionTokens(header))])
    expect(known).toEqual([['t0'], ['t1'], ['t2']])
    expect(given.map((cookie) => /; Path=([^;]*)/.exec(cookie)?.[1])).toEqual(['/', '/one', '/one/two'])
    expect(one?.takeSession()).toContain('; Path=/one;')
    expect(one?.giveDevice('x')).toContain('; Path=/one/api/v1/session;')
  })

  it('have Secure, no Domain and the root path where the prefix demands it', () => {
    const cookie = cookiesAt(4600, 'https://desk.example').giveSession('token')
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
    expect(cookie).not.toContain('Domain')
    expect(cookiesAt(4600, 'https://desk.example').giveDevice('x')).toMatch(
      /^__Secure-copydesk_device=x; .*; Secure$/,
    )
  })
})
