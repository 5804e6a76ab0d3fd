import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Person, Project } from '@copydesk/contract'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, testStart } from '../../../test/test-app.ts'
import { systemActor } from '../../command/system-actor.ts'
import { projectRoutes } from '../../projects/project/routes.ts'
import { createAuthenticate } from '../../realtime/authenticate.ts'
import type { Settings } from '../../settings/settings.ts'
import { linkPerson } from '../commands.ts'

const secret = 'what the embedding application signs with'
const nils = { sub: 'u-7', name: 'Nils Holm', email: 'Nils@App.example', role: 'editor' }

function start(settings: Partial<Settings> = {}): Promise<TestApp> {
  return createTestApp({ routes: [projectRoutes], settings: { personTokenSecret: secret, ...settings } })
}

/** Signed by the application, valid for five minutes unless the claims say otherwise. */
function sign(claims: object, key: string | KeyObject = secret, alg = 'HS256'): Promise<string> {
  const iat = testStart / 1000
  return new SignJWT({ iat, exp: iat + 300, ...claims })
    .setProtectedHeader({ alg })
    .sign(typeof key === 'string' ? new TextEncoder().encode(key) : key)
}

const me = ({ app }: TestApp, token: string, headers = {}) =>
  app.inject({ url: '/api/v1/me', headers: { authorization: `Bearer ${token}`, ...headers } })

describe('a person token', () => {
  it('makes the person at first sight, and finds them again by the id of the application', async () => {
    const test = await start()
    const first = (await me(test, await sign(nils))).json<Person>()
    expect(first).toMatchObject({
      name: 'Nils Holm',
      email: 'nils@app.example',
      role: 'editor',
      externalId: 'u-7',
    })
    expect(JSON.stringify(test.announced)).toContain('person.changed')
    const renamed = { ...nils, name: 'Nils Ek', email: 'ek@app.example' }
    const second = (await me(test, await sign(renamed))).json<Person>()
    expect(second).toMatchObject({ id: first.id, revision: 2, name: 'Nils Ek', email: 'ek@app.example' })
    const third = (
      await me(test, await sign({ sub: 'u-7', role: 'editor', iat: testStart / 1000 - 1 }))
    ).json<Person>()
    expect(third).toEqual(second)
  })

  it('makes one person of two first requests at once', async () => {
    const test = await start()
    const answers = await Promise.all(
      [1, 2, 3, 4].map(async (seconds) =>
        me(test, await sign({ ...nils, exp: testStart / 1000 + seconds * 60 })),
      ),
    )
    expect(new Set(answers.map((answer) => answer.json<Person>().id)).size).toBe(1)
  })

  it('acts as the person, with the lesser of role and ceiling', async () => {
    const test = await start()
    const create = async (token: string) =>
      test.app.inject({
        method: 'POST',
        url: '/api/v1/projects',
        payload: { name: 'Spring' },
        headers: { authorization: `Bearer ${token}` },
      })
    const made = await create(await sign(nils))
    const { id } = (await me(test, await sign(nils))).json<Person>()
    expect(made.json<Project>().createdBy).toEqual({ id, kind: 'person' })
    expect((await create(await sign({ ...nils, role: 'viewer' }))).statusCode).toBe(403)
    expect((await create(await sign({ ...nils, role: undefined }))).statusCode).toBe(403)
    // A ceiling raises nobody.
    const dora = { sub: 'd', role: 'admin' }
    const { people, services } = test
    await services.runner.run(
      { actor: systemActor },
      linkPerson({ email: people.dora.email, externalId: 'd' }),
    )
    expect((await me(test, await sign(dora))).json()).toMatchObject({ id: people.dora.id, role: 'viewer' })
    expect((await create(await sign(dora))).statusCode).toBe(403)
  })

  it('takes nobody over by an e-mail address', async () => {
    const test = await start()
    const { people } = test
    const stranger = await me(test, await sign({ ...nils, email: people.anna.email.toUpperCase() }))
    expect(stranger.json()).toMatchObject({ status: 409, code: 'email_taken' })
    const known = (await me(test, await sign(nils))).json<Person>()
    const moved = await me(test, await sign({ ...nils, email: people.anna.email }))
    expect(moved.json()).toEqual(known)
    expect((await test.as(people.anna).inject({ url: '/api/v1/me' })).json()).toMatchObject(people.anna)
  })

  it('needs a name and an address for somebody new, of the form that every other has', async () => {
    const test = await start()
    const refused: [object, string][] = [
      [{ name: undefined }, 'name'],
      [{ email: undefined }, 'email'],
      [{ name: 'a\0b' }, 'name'],
      [{ name: '\u200b' }, 'name'],
      [{ email: 'nobody' }, 'email'],
      [{ role: 'owner' }, 'role'],
      [{ sub: '' }, 'sub'],
      [{ sub: 7 }, 'sub'],
      [{ sub: undefined }, 'sub'],
      [{ sub: 'a\0b' }, 'sub'],
    ]
    for (const [change, claim] of refused) {
      const answer = await me(test, await sign({ ...nils, ...change }))
      expect([change, answer.json()]).toMatchObject([change, { status: 401, code: 'credential_refused' }])
      expect(answer.json<{ detail: string }>().detail).toContain(claim)
    }
  })

  it('is valid for an hour at most, and refused once it has expired', async () => {
    const test = await start()
    const now = testStart / 1000
    for (const exp of [now - 1, now, now + 3700, undefined]) {
      const answer = await me(test, await sign({ ...nils, exp }))
      expect([exp, answer.statusCode]).toEqual([exp, 401])
      expect(answer.headers['www-authenticate']).toContain('invalid_token')
    }
    expect((await me(test, await sign({ ...nils, iat: now - 7000, exp: now + 60 }))).statusCode).toBe(401)
    expect((await me(test, await sign({ ...nils, iat: undefined, exp: now + 3600 }))).statusCode).toBe(200)
    // Clocks differ by seconds, not by minutes.
    expect((await me(test, await sign({ ...nils, nbf: now + 5 }))).statusCode).toBe(200)
    expect((await me(test, await sign({ ...nils, nbf: now + 60 }))).statusCode).toBe(401)
    const token = await sign(nils)
    expect((await me(test, token)).statusCode).toBe(200)
    test.advance(300_000)
    expect((await me(test, token)).json()).toMatchObject({ code: 'credential_refused' })
  })

  it('is signed with the algorithm of the key and nothing else', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const none = (await sign(nils)).split('.')
    none[0] = Buffer.from('{"alg":"none"}').toString('base64url')
    const byKey = await start({ personTokenSecret: undefined, personTokenPublicKey: publicKey })
    expect((await me(byKey, await sign(nils, privateKey, 'EdDSA'))).statusCode).toBe(200)
    for (const token of [
      await sign(nils),
      await sign(nils, pem),
      `${none[0]}.${none[1]}.`,
      none.join('.'),
      await sign(nils, generateKeyPairSync('ed25519').privateKey, 'EdDSA'),
    ]) {
      expect((await me(byKey, token)).json()).toMatchObject({ code: 'credential_refused' })
    }
    const bySecret = await start()
    for (const token of [
      await sign(nils, privateKey, 'EdDSA'),
      await sign(nils, secret, 'HS512'),
      await sign(nils, 'another secret that is long enough'),
      `${none[0]}.${none[1]}.`,
    ]) {
      expect((await me(bySecret, token)).json()).toMatchObject({ code: 'credential_refused' })
    }
  })

  it('is for this server: issuer and audience are checked', async () => {
    const test = await start({ personTokenIssuer: 'https://app.example', personTokenAudience: 'copydesk' })
    const right = { ...nils, iss: 'https://app.example', aud: ['other', 'copydesk'] }
    expect((await me(test, await sign(right))).statusCode).toBe(200)
    for (const wrong of [{ iss: undefined }, { iss: 'x' }, { aud: undefined }, { aud: 'other' }]) {
      expect((await me(test, await sign({ ...right, ...wrong }))).statusCode).toBe(401)
    }
    // What names another server is not for this one, even where no audience was set.
    const open = await start({ publicUrl: new URL('https://desk.example') })
    const headers = { host: 'desk.example' }
    expect((await me(open, await sign({ ...nils, aud: 'https://desk.example' }), headers)).statusCode).toBe(
      200,
    )
    expect((await me(open, await sign({ ...nils, aud: 'https://shop.example' }), headers)).statusCode).toBe(
      401,
    )
  })

  it('is no connection token, and a connection token is none', async () => {
    const test = await start()
    const { token } = (
      await test.as(test.people.ben).inject({ method: 'POST', url: '/api/v1/live/token' })
    ).json<{
      token: string
    }>()
    expect((await me(test, token)).json()).toMatchObject({ code: 'credential_refused' })
    const off = await start({ personTokenSecret: undefined })
    expect((await me(off, await sign(nils))).json()).toMatchObject({
      code: 'credential_refused',
      detail: expect.stringContaining('not set up'),
    })
  })

  it('opens live connections until it expires, or its person is gone', async () => {
    const test = await start()
    const token = await sign(nils)
    const given = await test.app.inject({
      method: 'POST',
      url: '/api/v1/live/token',
      headers: { authorization: `Bearer ${token}` },
    })
    expect(given.json()).toEqual({ token, expiresAt: new Date(testStart + 300_000).toISOString() })
    const authenticate = createAuthenticate(test)
    const asked = { headers: {}, originAllowed: false, remoteAddress: '127.0.0.1' }
    const opened = await authenticate({ ...asked, token })
    const { id } = (await me(test, token)).json<Person>()
    expect(opened).toMatchObject({ ok: true, auth: { user: id, expiresAt: testStart / 1000 + 300 } })
    const ended: string[] = []
    test.personTokens.onEnded(({ tokenId, reason }) => ended.push(`${tokenId} ${reason}`))
    await test.storage.write((tx) => tx.deleteFrom('people').where('id', '=', id).execute())
    await test.personTokens.check()
    expect(opened.ok && ended).toEqual([`${opened.ok && opened.auth.sessionId} gone`])
    expect(await authenticate({ ...asked, token: await sign({ ...nils, exp: 1 }) })).toMatchObject({
      ok: false,
      reason: 'expired',
    })
    const ben = await authenticate({
      ...asked,
      token: await sign({ ...nils, sub: 'x', email: test.people.ben.email }),
    })
    expect(ben).toMatchObject({ ok: false, reason: 'denied' })
  })
})
