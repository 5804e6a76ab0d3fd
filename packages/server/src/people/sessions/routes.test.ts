import type { SessionInfo } from '@copydesk/contract'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, testAuthority, testOrigin } from '../../../test/test-app.ts'
import { systemActor } from '../../command/system-actor.ts'
import { changeRole, createPerson, setPassword, setUp } from '../commands.ts'
import { demoPersonList } from '../demo-people.ts'
import { hashPassword } from '../sign-in/password.ts'

const password = 'correct horse battery'
const credentials = { email: 'frida@test.example', password }

async function withFrida(): Promise<TestApp> {
  const test = await createTestApp()
  const passwordHash = await hashPassword(password)
  const input = { name: 'Frida', email: 'Frida@test.example', role: 'editor' as const, passwordHash }
  await test.services.runner.run({ actor: systemActor }, createPerson(input))
  return test
}

function signIn({ app }: TestApp, payload: object) {
  return app.inject({ method: 'POST', url: '/api/v1/session', payload })
}

/** All that the answer sets, as a browser sends them back. */
function cookieOf(answer: { headers: Record<string, unknown> }): string {
  return [answer.headers['set-cookie']]
    .flat()
    .map((cookie) => String(cookie).split(';')[0])
    .join('; ')
}

describe('POST /session', () => {
  it('signs in by e-mail address, in whatever case, and password', async () => {
    const test = await withFrida()
    const answer = await signIn(test, { ...credentials, email: 'FRIDA@test.example' })
    expect(answer.statusCode).toBe(200)
    expect(answer.json<SessionInfo>()).toMatchObject({ person: { name: 'Frida' }, setupNeeded: false })
    expect(answer.body).not.toContain('argon2')
    const me = await test.app.inject({ url: '/api/v1/me', headers: { cookie: cookieOf(answer) } })
    expect(me.json()).toMatchObject({ name: 'Frida', role: 'editor' })
  })

  it('hands out an HttpOnly cookie, Secure where people come by https', async () => {
    const plain = await signIn(await withFrida(), credentials)
    expect(plain.headers['set-cookie']).toEqual([
      expect.stringMatching(/^copydesk_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(
        /^copydesk_device=[\w.-]+; Max-Age=34560000; Path=\/api\/v1\/session; HttpOnly; /,
      ),
    ])
    const test = await createTestApp({
      settings: { demo: true, publicUrl: new URL('https://desk.example') },
    })
    const [admin] = demoPersonList
    if (!admin) throw new Error('no demo people')
    await test.services.runner.run({ actor: systemActor }, createPerson({ ...admin, passwordHash: null }))
    const secure = await test.app.inject({
      method: 'POST',
      url: '/api/v1/session/demo',
      payload: { person: 'admin' },
    })
    expect(secure.headers['set-cookie']).toMatch(/^__Host-copydesk_session=[\w-]{43}; .*Path=\/; .*; Secure$/)
  })

  it.each([
    ['a wrong password', { ...credentials, password: 'wrong' }],
    ['an unknown address', { ...credentials, email: 'nobody@test.example' }],
    ['a person without a password', { ...credentials, email: 'anna@test.example' }],
  ])('answers the same to %s', async (_, payload) => {
    const answer = await signIn(await withFrida(), payload)
    expect(answer.statusCode).toBe(401)
    expect(answer.json()).toMatchObject({
      code: 'sign_in_failed',
      detail: 'E-mail address or password is wrong',
    })
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('lists the fields that are missing', async () => {
    const answer = await signIn(await withFrida(), { email: 'frida@test.example' })
    expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: '/password' }] })
  })

  it('makes someone who guesses wait, and lets them in again later', async () => {
    const test = await withFrida()
    for (let guess = 0; guess < 10; guess += 1) await signIn(test, { ...credentials, password: 'wrong' })
    const refused = await signIn(test, credentials)
    expect(refused.statusCode).toBe(429)
    expect(refused.headers['retry-after']).toBe('300')
    expect(refused.json()).toMatchObject({ code: 'too_many_requests' })
    test.advance(300_000)
    expect((await signIn(test, credentials)).statusCode).toBe(200)
  })

  it('ends the session it replaces', async () => {
    const test = await withFrida()
    const first = cookieOf(await signIn(test, credentials))
    await test.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: credentials,
      headers: { cookie: first, origin: testOrigin, host: testAuthority },
    })
    const me = await test.app.inject({ url: '/api/v1/me', headers: { cookie: first } })
    expect(me.statusCode).toBe(401)
  })
})

describe('DELETE /session', () => {
  it('ends the session and takes the cookie away', async () => {
    const { as, people } = await createTestApp()
    const answer = await as(people.anna).inject({ method: 'DELETE', url: '/api/v1/session' })
    expect(answer.statusCode).toBe(204)
    expect(answer.headers['set-cookie']).toMatch(/^copydesk_session=; Max-Age=0/)
    expect((await as(people.anna).inject({ url: '/api/v1/me' })).json()).toMatchObject({
      code: 'not_signed_in',
    })
  })
})

describe('GET /session', () => {
  it('tells who is signed in, or that nobody is', async () => {
    const { app, as, people } = await createTestApp()
    expect((await as(people.cleo).inject({ url: '/api/v1/session' })).json()).toEqual({
      person: { ...people.cleo, hasPassword: false, language: null, timeZone: null },
      may: ['content.read', 'project.read', 'item.review', 'comment.read', 'comment.write', 'people.read'],
      demo: false,
      setupNeeded: false,
    })
    expect((await app.inject({ url: '/api/v1/session' })).json()).toMatchObject({ person: null, may: [] })
  })
})

describe('POST /session/demo', () => {
  it('is not there outside of demo mode', async () => {
    const { app } = await createTestApp()
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/session/demo',
      payload: { person: 'editor' },
    })
    expect(answer.json()).toMatchObject({ status: 404, code: 'not_found' })
  })
})

describe('POST /session/demo in demo mode', () => {
  it.each([
    [{}, 200],
    [{ 'x-forwarded-for': '127.0.0.1' }, 200],
    [{ 'x-forwarded-for': '203.0.113.7' }, 403],
    [{ forwarded: 'for=203.0.113.7' }, 403],
    [{ 'x-real-ip': '203.0.113.7' }, 403],
  ])('signs in programs of this machine only: %j', async (headers, expected) => {
    const test = await createTestApp({ settings: { demo: true } })
    const [admin] = demoPersonList
    if (!admin) throw new Error('no demo people')
    await test.services.runner.run({ actor: systemActor }, createPerson({ ...admin, passwordHash: null }))
    const payload = { person: 'admin' }
    const answer = await test.app.inject({ method: 'POST', url: '/api/v1/session/demo', payload, headers })
    expect(answer.statusCode).toBe(expected)
  })
})

describe('POST /setup', () => {
  const person = { name: 'Ada', email: 'ada@test.example', password }

  it('creates the first administrator, signed in, and only the first', async () => {
    const { app, setupCode } = await createTestApp({ withPeople: false })
    expect((await app.inject({ url: '/api/v1/session' })).json()).toMatchObject({ setupNeeded: true })
    const payload = { ...person, code: setupCode.value }
    const answer = await app.inject({ method: 'POST', url: '/api/v1/setup', payload })
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ person: { name: 'Ada', role: 'admin' }, setupNeeded: false })
    const me = await app.inject({ url: '/api/v1/me', headers: { cookie: cookieOf(answer) } })
    expect(me.json()).toMatchObject({ name: 'Ada' })
    const again = await app.inject({ method: 'POST', url: '/api/v1/setup', payload })
    expect(again.json()).toMatchObject({ status: 409, code: 'setup_done' })
  })

  it.each([
    ['without the code', undefined, 'invalid_request'],
    ['with another code', 'AAAAAAAAAAAAAAAAAAAAAA', 'setup_code_wrong'],
    ['with an empty code', '', 'setup_code_wrong'],
  ])('is nobody %s, from this machine too', async (_name, code, expected) => {
    const { app } = await createTestApp({ withPeople: false })
    const headers = { host: 'localhost' }
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/setup',
      headers,
      payload: { ...person, code },
    })
    expect(answer.json()).toMatchObject({ code: expected })
    expect((await app.inject({ url: '/api/v1/session' })).json()).toMatchObject({ setupNeeded: true })
  })

  it('lets one of two at the same time through', async () => {
    const { app, setupCode } = await createTestApp({ withPeople: false })
    const payload = { ...person, code: setupCode.value }
    const both = await Promise.all(
      ['ada@test.example', 'bea@test.example'].map((email) =>
        app.inject({ method: 'POST', url: '/api/v1/setup', payload: { ...payload, email } }),
      ),
    )
    expect(both.map((answer) => answer.statusCode).sort()).toEqual([201, 409])
  })

  it('makes one of several commands at the same time the first', async () => {
    const { services } = await createTestApp({ withPeople: false })
    const outcomes = await Promise.allSettled(
      ['ada', 'bea', 'cy', 'dee', 'eli'].map((name) => {
        const input = { name, email: `${name}@test.example`, passwordHash: null }
        return services.runner.run({ actor: systemActor }, setUp(input))
      }),
    )
    const refused = outcomes.filter(({ status }) => status === 'rejected')
    expect(refused).toMatchObject(Array(4).fill({ reason: { code: 'setup_done' } }))
  })

  it('asks for a password of some length', async () => {
    const { app, setupCode } = await createTestApp({ withPeople: false })
    const short = { ...person, code: setupCode.value, password: 'short' }
    const answer = await app.inject({ method: 'POST', url: '/api/v1/setup', payload: short })
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ path: '/password' }] })
  })
})

describe('GET /people', () => {
  it('lists everybody with the position of the channel', async () => {
    const { as, people } = await createTestApp()
    const answer = await as(people.dora).inject({ url: '/api/v1/people' })
    expect(answer.json()).toMatchObject({
      data: Object.values(people),
      nextCursor: null,
      position: { channel: 'people', offset: 5 },
    })
    expect(answer.body).not.toContain('password')
  })

  it('is for signed-in people', async () => {
    const { app } = await createTestApp()
    expect((await app.inject({ url: '/api/v1/people' })).json()).toMatchObject({ code: 'not_signed_in' })
  })
})

describe('POST /live/token', () => {
  it('gives a token of ten minutes that names person and session', async () => {
    const { as, people, tokens, services } = await createTestApp()
    const answer = await as(people.ben).inject({ method: 'POST', url: '/api/v1/live/token' })
    const { token, expiresAt } = answer.json<{ token: string; expiresAt: string }>()
    expect(Date.parse(expiresAt) - services.now()).toBe(600_000)
    expect(await tokens.verify(token)).toMatchObject({ ok: true, caller: { id: people.ben.id } })
  })

  it('needs someone signed in', async () => {
    const { app } = await createTestApp()
    const answer = await app.inject({ method: 'POST', url: '/api/v1/live/token' })
    expect(answer.statusCode).toBe(401)
  })
})

describe('connection tokens', () => {
  async function withToken() {
    const test = await createTestApp()
    const { sessionId } = await test.sessions.start(test.people.ben.id)
    const { token } = await test.tokens.issue({ id: test.people.ben.id, sessionId })
    return { ...test, token, sessionId }
  }

  it('expire', async () => {
    const { tokens, token, advance } = await withToken()
    advance(600_000)
    expect(await tokens.verify(token)).toMatchObject({ ok: false, reason: 'expired' })
  })

  it('are worth nothing once the session has ended', async () => {
    const { tokens, token, sessions, sessionId, people } = await withToken()
    await sessions.end({ sessionId, id: people.ben.id })
    expect(await tokens.verify(token)).toMatchObject({ ok: false, reason: 'denied' })
  })

  it.each<[string, object, string, string]>([
    ['begin a minute later', { nbf: 60 }, 'not_yet', '"nbf"'],
    ['name a person by a number', { sub: 42 }, 'denied', '"sub"'],
    ['name another person', { sub: 'somebody' }, 'denied', '"sub"'],
    ['name a session by a number', { sid: 7 }, 'denied', '"sid"'],
    ['name no session', { sid: undefined }, 'denied', '"sid"'],
    ['never end', { exp: undefined }, 'denied', '"exp"'],
    ['ended a second ago', { exp: -1 }, 'expired', '"exp"'],
  ])('say which claim is at fault where they %s', async (_, claims, reason, claim) => {
    const { tokens, sessionId, people, services } = await withToken()
    const now = Math.floor(services.now() / 1000)
    const right = { sub: people.ben.id, sid: sessionId, exp: now + 600 }
    const times = Object.entries(claims).map(([name, value]) => [
      name,
      typeof value === 'number' && name !== 'sub' && name !== 'sid' ? now + value : value,
    ])
    const sign = (payload: object) =>
      new SignJWT({ ...payload })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode('a secret of the tests, long enough'))
    const token = await sign({ ...right, ...Object.fromEntries(times) })
    const verified = await tokens.verify(token)
    expect(verified).toMatchObject({ ok: false, reason, message: expect.stringContaining(claim) })
    expect(JSON.stringify(verified)).not.toContain(token)
    expect(await tokens.verify(await sign({ ...right, nbf: now + 2 }))).toMatchObject({ ok: true })
  })

  it('are refused when forged, or when they name another person than the session', async () => {
    const { tokens, token, sessionId, people } = await withToken()
    expect(await tokens.verify(`${token}x`)).toMatchObject({ ok: false, reason: 'denied' })
    expect(await tokens.verify('junk')).toMatchObject({ ok: false, reason: 'denied' })
    const other = await tokens.issue({ id: people.anna.id, sessionId })
    expect(await tokens.verify(other.token)).toMatchObject({ ok: false, reason: 'denied' })
  })
})

describe('commands of the command line', () => {
  it('refuse an e-mail address that is taken', async () => {
    const { services, people } = await createTestApp()
    const input = { name: 'Other', email: 'ANNA@test.example', role: 'viewer' as const, passwordHash: null }
    await expect(services.runner.run({ actor: systemActor }, createPerson(input))).rejects.toMatchObject({
      code: 'invalid_request',
      extras: { errors: [{ path: '/email' }] },
    })
    expect(people.anna.role).toBe('admin')
  })

  it('publish a changed role, and keep the last administrator', async () => {
    const { services, announced, people } = await createTestApp()
    const run = (email: string, role: 'admin' | 'editor') =>
      services.runner.run({ actor: systemActor }, changeRole({ email, role }))
    await expect(run('anna@test.example', 'editor')).rejects.toMatchObject({ code: 'last_administrator' })
    await run('ben@test.example', 'admin')
    const published = announced.at(-1)
    expect(published?.channel).toBe('people')
    expect(JSON.parse(published?.publications[0]?.data ?? '')).toMatchObject({
      type: 'person.changed',
      person: { ...people.ben, role: 'admin', revision: 2 },
    })
    await run('anna@test.example', 'editor')
  })

  it('set a password that works at once', async () => {
    const test = await createTestApp()
    const command = setPassword({ email: 'anna@test.example', passwordHash: await hashPassword(password) })
    await test.services.runner.run({ actor: systemActor }, command)
    const answer = await signIn(test, { email: 'anna@test.example', password })
    expect(answer.statusCode).toBe(200)
  })

  it('say when there is nobody with the address', async () => {
    const { services } = await createTestApp()
    const command = changeRole({ email: 'nobody@test.example', role: 'viewer' })
    await expect(services.runner.run({ actor: systemActor }, command)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('guessed passwords', () => {
  const from = (address: string) => ({ remoteAddress: address })
  const wrong = { ...credentials, password: 'wrong' }
  const send = ({ app }: TestApp, payload: object, options: object) =>
    app.inject({ method: 'POST', url: '/api/v1/session', payload, ...options })

  async function underAttack() {
    const test = await withFrida()
    for (let guess = 0; guess < 12; guess += 1) await send(test, wrong, from('192.0.2.1'))
    return test
  }

  it('keep nobody out elsewhere', async () => {
    const test = await underAttack()
    expect((await send(test, credentials, from('192.0.2.1'))).statusCode).toBe(429)
    expect((await send(test, credentials, from('192.0.2.2'))).statusCode).toBe(200)
  })

  it('keep nobody out on a device that signed in before, at the same address', async () => {
    const test = await withFrida()
    const cookie = cookieOf(await send(test, credentials, from('192.0.2.1')))
    for (let guess = 0; guess < 12; guess += 1) await send(test, wrong, from('192.0.2.1'))
    const headers = { cookie, origin: testOrigin, host: testAuthority }
    const again = await send(test, credentials, { ...from('192.0.2.1'), headers })
    expect(again.statusCode).toBe(200)
    const forged = {
      ...headers,
      cookie: cookie.replace(/(copydesk_device=.{16}\.).{43}/, `$1${'A'.repeat(43)}`),
    }
    expect((await send(test, credentials, { ...from('192.0.2.1'), headers: forged })).statusCode).toBe(429)
  })

  it('count no more once the person has a new password', async () => {
    const test = await underAttack()
    const fresh = { ...credentials, password: 'another horse battery' }
    const passwordHash = await hashPassword(fresh.password)
    await test.services.runner.run({ actor: systemActor }, setPassword({ email: fresh.email, passwordHash }))
    expect((await send(test, fresh, from('192.0.2.1'))).statusCode).toBe(200)
  })

  it('count for the whole network of an IPv6 address', async () => {
    const test = await withFrida()
    for (let guess = 0; guess < 10; guess += 1) await send(test, wrong, from(`2001:db8:0:1::${guess}`))
    expect((await send(test, credentials, from('2001:db8:0:1:9:9:9:9'))).statusCode).toBe(429)
    expect((await send(test, credentials, from('2001:db8:0:2::1'))).statusCode).toBe(200)
  })
})
