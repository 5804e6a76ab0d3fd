import type { Me, OwnSessions, Snapshot } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, testAuthority, testOrigin } from '../../../test/test-app.ts'
import { systemActor } from '../../command/system-actor.ts'
import { createPerson, setPassword } from '../commands.ts'
import { hashPassword } from '../sign-in/password.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const password = 'correct horse battery'
const email = 'frida@test.example'

type Call = {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  payload?: object
  headers?: Record<string, string>
}

async function withFrida() {
  const test = await createTestApp()
  const passwordHash = await hashPassword(password)
  const input = { name: 'Frida', email, role: 'editor' as const, passwordHash }
  const { body: frida } = await test.services.runner.run({ actor: systemActor }, createPerson(input))
  return { ...test, frida }
}

function call({ app }: Pick<TestApp, 'app'>, cookie: string, url: string, more: Call = {}) {
  const headers = { cookie, origin: testOrigin, host: testAuthority, 'user-agent': firefox, ...more.headers }
  return app.inject({ url: `/api/v1${url}`, ...more, headers })
}

/** A browser of its own; gives its session cookie. */
async function signIn(test: TestApp, typed = password, userAgent = firefox): Promise<string> {
  const answer = await call(test, '', '/session', {
    method: 'POST',
    payload: { email, password: typed },
    headers: { 'user-agent': userAgent },
  })
  return cookieOf(answer)
}

function cookieOf(answer: { headers: Record<string, unknown> }): string {
  const [first = ''] = [answer.headers['set-cookie']].flat()
  return String(first).split(';')[0] ?? ''
}

const changePassword = (test: TestApp, cookie: string, payload: object) =>
  call(test, cookie, '/me/password', { method: 'POST', payload })
const wanted = { currentPassword: password, password: 'a better one by far' }

describe('PATCH /me', () => {
  it('changes the name for everybody, and language and zone for oneself', async () => {
    const test = await createTestApp()
    const payload = { name: ' Ægir  ب 山田 ', language: 'SV_se', timeZone: 'europe/stockholm' }
    const answer = await test.as(test.people.ben).inject({ method: 'PATCH', url: '/api/v1/me', payload })
    expect([answer.statusCode, answer.json<Me>()]).toMatchObject([
      200,
      { name: 'Ægir  ب 山田', language: 'sv-SE', timeZone: 'Europe/Stockholm', revision: 2 },
    ])
    expect(answer.headers.etag).toBe('"2"')
    const told = JSON.stringify(test.announced.at(-1))
    expect(told).toContain('person.changed')
    expect(told).not.toContain('Stockholm')
    const cleared = await test
      .as(test.people.ben)
      .inject({ method: 'PATCH', url: '/api/v1/me', payload: { language: null, timeZone: null } })
    expect(cleared.json<Me>()).toMatchObject({ name: 'Ægir  ب 山田', language: null, timeZone: null })
  })

  it.each([
    [{ name: '  ' }, '/name'],
    [{ name: 'a\u0000b' }, '/name'],
    [{ language: 'klingonish!' }, '/language'],
    [{ timeZone: '+02:00' }, '/timeZone'],
    [{ timeZone: 'Mars/Olympus' }, '/timeZone'],
    [{ role: 'admin' }, '/'],
    [{ email: 'x@test.example' }, '/'],
  ])('refuses %j', async (payload, path) => {
    const test = await createTestApp()
    const answer = await test.as(test.people.dora).inject({ method: 'PATCH', url: '/api/v1/me', payload })
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { errors: [{ path }] }])
  })

  it('refuses what was changed since one looked', async () => {
    const { as, people } = await createTestApp()
    const change = (name: string) =>
      as(people.ben).inject({
        method: 'PATCH',
        url: '/api/v1/me',
        payload: { name },
        headers: { 'if-match': '"1"' },
      })
    expect((await change('Ben B')).statusCode).toBe(200)
    expect((await change('Benny')).statusCode).toBe(412)
  })
})

describe('POST /me/password', () => {
  it('ends every session, also the one that asks, which gets a new cookie', async () => {
    const test = await withFrida()
    const [here, elsewhere] = [await signIn(test), await signIn(test)]
    for (const cookie of [here, elsewhere]) await call(test, cookie, '/me')
    const answer = await changePassword(test, here, wanted)
    expect(answer.statusCode).toBe(204)
    await test.sessions.check()
    const renewed = cookieOf(answer)
    expect((await call(test, renewed, '/me')).statusCode).toBe(200)
    for (const cookie of [here, elsewhere]) expect((await call(test, cookie, '/me')).statusCode).toBe(401)
    expect(await signIn(test)).toBe('')
    expect(await signIn(test, wanted.password)).not.toBe('')
  })

  it('leaves the others alone where that was asked for, and a copy of the own cookie opens nothing', async () => {
    const test = await withFrida()
    const [here, elsewhere] = [await signIn(test), await signIn(test)]
    const answer = await changePassword(test, here, { ...wanted, keepOtherSessions: true })
    await test.sessions.check()
    expect((await call(test, elsewhere, '/me')).statusCode).toBe(200)
    expect((await call(test, here, '/me')).statusCode).toBe(401)
    expect((await call(test, cookieOf(answer), '/me')).statusCode).toBe(200)
  })

  it('asks for the old password, as strictly as the sign-in', async () => {
    const test = await withFrida()
    const cookie = await signIn(test)
    const wrong = { ...wanted, currentPassword: 'a guess' }
    for (let guess = 0; guess < 10; guess += 1) {
      expect((await changePassword(test, cookie, wrong)).json()).toMatchObject({ code: 'password_wrong' })
    }
    const refused = await changePassword(test, cookie, wanted)
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '300'])
  })

  it('refuses a weak one, and who has none', async () => {
    const test = await withFrida()
    const cookie = await signIn(test)
    const weak = await changePassword(test, cookie, { ...wanted, password: 'short' })
    expect(weak.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: '/password' }] })
    const none = await test
      .as(test.people.anna)
      .inject({ method: 'POST', url: '/api/v1/me/password', payload: wanted })
    expect(none.json()).toMatchObject({ code: 'no_password' })
  })

  it('begins no session for a password that became another one meanwhile', async () => {
    const test = await withFrida()
    const checked = await hashPassword(password)
    const passwordHash = await hashPassword('set by the operator')
    await test.services.runner.run({ actor: systemActor }, setPassword({ email, passwordHash }))
    await expect(test.sessions.start(test.frida.id, { passwordHash: checked })).rejects.toMatchObject({
      code: 'sign_in_failed',
    })
  })

  it('is refused from another site, and to keys', async () => {
    const test = await withFrida()
    const cookie = await signIn(test)
    const foreign = await call(test, cookie, '/me/password', {
      method: 'POST',
      payload: wanted,
      headers: { origin: 'https://evil.example' },
    })
    expect(foreign.json()).toMatchObject({ code: 'origin_not_allowed' })
    const payload = { name: 'Bot', scopes: ['people.represent', 'people.read'] }
    const made = await test.as(test.people.anna).inject({ method: 'POST', url: '/api/v1/keys', payload })
    const headers = {
      authorization: `Bearer ${made.json<{ key: string }>().key}`,
      'copydesk-on-behalf-of': test.frida.id,
    }
    for (const url of ['/me/sessions', '/me/password']) {
      const method = url === '/me/password' ? 'POST' : 'GET'
      const answer = await test.app.inject({
        method,
        url: `/api/v1${url}`,
        headers,
        ...(method === 'POST' && { payload: wanted }),
      })
      expect([url, answer.statusCode]).toEqual([url, 403])
    }
  })
})

describe('/me/sessions', () => {
  const list = async (test: TestApp, cookie: string) =>
    (await call(test, cookie, '/me/sessions')).json<Snapshot<OwnSessions>>()

  it('lists where one is signed in, newest first, and marks the one that asks', async () => {
    const test = await withFrida()
    const here = await signIn(test)
    test.advance(60_000)
    await signIn(test, password, 'x'.repeat(5000))
    const sessions = await list(test, here)
    expect(sessions.data).toMatchObject([{ device: null }, { device: 'Firefox on Linux' }])
    expect(sessions.currentId).toBe(sessions.data[1]?.id)
    expect(JSON.stringify(sessions)).not.toContain('hash')
    test.advance(6 * 60_000)
    await call(test, here, '/me')
    expect((await list(test, here)).data[1]?.lastSeenAt).toBe('2026-03-02T09:07:00.000Z')
  })

  it('ends one, or all others, and tells the person alone', async () => {
    const test = await withFrida()
    const [here, phone, other] = [await signIn(test), await signIn(test), await signIn(test)]
    const { data } = await list(test, here)
    const phoneId = data[1]?.id
    const end = (url: string) => call(test, here, url, { method: 'DELETE' })
    expect((await end(`/me/sessions/${phoneId}`)).statusCode).toBe(204)
    const told = test.announced.flatMap(({ channel }) => channel)
    expect(told.at(-1)).toBe(`person:#${test.frida.id}`)
    await test.sessions.check()
    expect((await call(test, phone, '/me')).statusCode).toBe(401)
    expect((await end(`/me/sessions/${phoneId}`)).statusCode).toBe(404)
    expect((await end('/me/sessions')).statusCode).toBe(204)
    await test.sessions.check()
    expect((await call(test, other, '/me')).statusCode).toBe(401)
    expect((await list(test, here)).data).toHaveLength(1)
  })

  it("ends nobody else's", async () => {
    const test = await withFrida()
    const cookie = await signIn(test)
    const { currentId } = await list(test, cookie)
    const answer = await test
      .as(test.people.anna)
      .inject({ method: 'DELETE', url: `/api/v1/me/sessions/${currentId}` })
    expect(answer.statusCode).toBe(404)
    await test.sessions.check()
    expect((await call(test, cookie, '/me')).statusCode).toBe(200)
  })
})
