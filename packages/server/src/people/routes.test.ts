import type { CreatedServiceKey, PeopleState, Person, ServiceKeyList } from '@copydesk/contract'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestAppOptions } from '../../test/test-app.ts'
import { systemActor } from '../command/system-actor.ts'
import { createAuthorize } from '../realtime/authorize.ts'
import { createPerson } from './commands.ts'
import { type OidcRules, signInByProvider } from './oidc/commands.ts'
import { hashPassword } from './sign-in/password.ts'

type Act = 'deactivate' | 'reactivate' | 'remove'

/** Asks as Anna, the one administrator. */
async function start(options: TestAppOptions = {}) {
  const test = await createTestApp(options)
  const act = (id: string, what: Act, more: object = {}) =>
    test.as(test.people.anna).inject({
      method: what === 'remove' ? 'DELETE' : 'PATCH',
      url: `/api/v1/people/${id}`,
      ...(what === 'remove'
        ? {}
        : { payload: { state: what === 'deactivate' ? 'deactivated' : 'active', ...more } }),
    })
  const setRole = (by: Person, id: string, role: string, headers: Record<string, string> = {}) =>
    test.as(by).inject({ method: 'PATCH', url: `/api/v1/people/${id}`, payload: { role }, headers })
  const people = async () =>
    (await test.as(test.people.anna).inject({ url: '/api/v1/people' })).json<PeopleState>().data
  return { ...test, act, setRole, list: people }
}

const statusOf = async (test: Pick<TestApp, 'as'>, person: Person) =>
  (await test.as(person).inject({ url: '/api/v1/me' })).statusCode

describe('PATCH /people/{id}', () => {
  it('gives another role, which counts at once, and keeps the last administrator', async () => {
    const { setRole, people, ...test } = await start()
    const answer = await setRole(people.anna, people.ben.id, 'viewer')
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { role: 'viewer', revision: 2 }])
    const last = await setRole(people.anna, people.anna.id, 'editor')
    expect(last.json()).toMatchObject({ code: 'last_administrator' })
    const late = await setRole(people.anna, people.ben.id, 'admin', { 'if-match': '"1"' })
    expect(late.statusCode).toBe(412)
    await test.sessions.check()
    expect((await test.as(people.ben).inject({ url: '/api/v1/session' })).json()).toMatchObject({
      person: { role: 'viewer' },
    })
  })

  it('is refused to whoever is no administrator any more, whatever is remembered of them', async () => {
    const { setRole, people, ...test } = await start()
    await setRole(people.anna, people.ben.id, 'admin')
    await test.sessions.check()
    expect((await setRole(people.ben, people.cleo.id, 'editor')).statusCode).toBe(200)
    // Ben's session is known here with the old role until the next look at the database.
    await setRole(people.anna, people.ben.id, 'viewer')
    const refused = await setRole(people.ben, people.ben.id, 'admin')
    expect([refused.statusCode, refused.json()]).toMatchObject([403, { code: 'forbidden' }])
  })

  it('is refused to others, for nobody, and for no role', async () => {
    const { setRole, people } = await start()
    expect((await setRole(people.ben, people.ben.id, 'admin')).statusCode).toBe(403)
    expect((await setRole(people.anna, people.ben.id, 'owner')).statusCode).toBe(400)
    const nobody = await setRole(people.anna, '01900000-0000-7000-8000-000000000001', 'admin')
    expect(nobody.statusCode).toBe(404)
  })
})

describe('somebody who is deactivated', () => {
  it('is out at once, stays in the list, and comes back with a new sign-in', async () => {
    const { act, people, list, ...test } = await start()
    expect(await statusOf(test, people.ben)).toBe(200)
    const answer = await act(people.ben.id, 'deactivate')
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { state: 'deactivated', revision: 2 }])
    await test.sessions.check()
    expect(await statusOf(test, people.ben)).toBe(401)
    await expect(test.sessions.start(people.ben.id)).rejects.toMatchObject({ code: 'account_deactivated' })
    expect(await list()).toContainEqual({ ...people.ben, state: 'deactivated', revision: 2 })
    const authorize = createAuthorize(test.storage, test.services.now)
    const request = { user: people.ben.id, channel: 'projects', action: 'subscribe' as const }
    expect(await authorize(request as never)).toMatchObject({ ok: false })
    await act(people.ben.id, 'reactivate')
    expect((await list()).find(({ id }) => id === people.ben.id)).toMatchObject({ state: 'active' })
    await expect(test.sessions.start(people.ben.id)).resolves.toBeDefined()
  })

  it('is told so by the right password alone', async () => {
    const { act, ...test } = await start()
    const password = 'correct horse battery'
    const email = 'frida@test.example'
    const input = {
      name: 'Frida',
      email,
      role: 'editor' as const,
      passwordHash: await hashPassword(password),
    }
    const { body: frida } = await test.services.runner.run({ actor: systemActor }, createPerson(input))
    await act(frida.id, 'deactivate')
    const signIn = async (typed: string) =>
      (
        await test.app.inject({ method: 'POST', url: '/api/v1/session', payload: { email, password: typed } })
      ).json()
    expect(await signIn('wrong')).toMatchObject({ code: 'sign_in_failed' })
    expect(await signIn(password)).toMatchObject({ code: 'account_deactivated' })
  })

  it('is not acted for by a key, which goes on in its own name unless it is revoked with them', async () => {
    const { act, setRole, people, list, ...test } = await start()
    await setRole(people.anna, people.ben.id, 'admin')
    await test.sessions.check()
    const payload = { name: 'Bot', scopes: ['people.represent', 'people.read'] }
    const made = await test.as(people.ben).inject({ method: 'POST', url: '/api/v1/keys', payload })
    const { key } = made.json<CreatedServiceKey>()
    const call = (headers = {}) =>
      test.app.inject({ url: '/api/v1/people', headers: { authorization: `Bearer ${key}`, ...headers } })
    const onBehalf = { 'copydesk-on-behalf-of': people.ben.id }
    expect((await call(onBehalf)).statusCode).toBe(200)
    await act(people.ben.id, 'deactivate')
    expect((await call(onBehalf)).json()).toMatchObject({ code: 'account_deactivated' })
    expect((await call()).statusCode).toBe(200)
    await act(people.ben.id, 'reactivate')
    await act(people.ben.id, 'deactivate', { revokeKeys: true })
    await test.keys.check()
    expect((await call()).statusCode).toBe(401)
    const keys = await test.as(people.anna).inject({ url: '/api/v1/keys' })
    expect(keys.json<ServiceKeyList>().data[0]?.revokedAt).not.toBeNull()
    expect(JSON.stringify(test.announced.at(-1))).toContain('Bot')
  })

  it('does not come back by a token or the provider, and a token in use ends', async () => {
    const secret = 'the secret of the embedding application'
    const test = await start({ settings: { personTokenSecret: secret } })
    const now = test.services.now() / 1000
    const sign = (claims: object) =>
      new SignJWT({ sub: 'nils', exp: now + 600, role: 'editor', ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(secret))
    const call = async (token: string) =>
      test.app.inject({ url: '/api/v1/me', headers: { authorization: `Bearer ${token}` } })
    const token = await sign({ name: 'Nils', email: 'nils@test.example' })
    const { id } = (await call(token)).json<Person>()
    const ended: unknown[] = []
    test.personTokens.onEnded((one) => ended.push(one))
    for (const act of ['deactivate', 'remove'] as const) {
      await test.act(id, act)
      test.advance(1000)
      await test.personTokens.check()
      expect((await call(token)).json()).toMatchObject({ code: 'account_deactivated' })
      expect((await call(await sign({ name: 'Other', email: 'o@test.example' }))).json()).toMatchObject({
        code: 'account_deactivated',
      })
    }
    expect(ended).toMatchObject([{ personId: id, reason: 'gone' }])
    const claims = {
      issuer: 'https://id.example',
      subject: 'o',
      name: 'Olga',
      email: 'olga@id.example',
      isEmailVerified: true,
      groups: [],
      areAllGroups: true,
    }
    const rules: OidcRules = { oidcRoles: new Map(), oidcDefaultRole: 'editor', oidcLinkByEmail: true }
    const signIn = () => test.services.runner.run({ actor: systemActor }, signInByProvider(claims, rules))
    const { body: olga } = await signIn()
    for (const act of ['deactivate', 'remove'] as const) {
      await test.act(olga.id, act)
      await expect(signIn()).rejects.toMatchObject({ code: 'account_deactivated' })
    }
  })

  it('is nobody to assign to', async () => {
    const { itemRoutes } = await import('../projects/items/routes.ts')
    const { projectRoutes } = await import('../projects/project/routes.ts')
    const { contentRoutes } = await import('../content/routes/content.ts')
    const { act, people, ...test } = await start({ routes: [projectRoutes, contentRoutes, itemRoutes] })
    const post = async (url: string, payload: object) =>
      (await test.as(people.emil).inject({ method: 'POST', url: `/api/v1${url}`, payload })).json()
    const project = await post('/projects', { name: 'Spring' })
    const { content } = await post('/content', { type: 'page', language: 'en', title: 'Home' })
    const { data } = await post(`/projects/${project.id}/items`, { items: [{ contentId: content.id }] })
    await act(people.ben.id, 'deactivate')
    const answer = await test.as(people.emil).inject({
      method: 'PATCH',
      url: `/api/v1/projects/${project.id}/items/${data[0].id}`,
      payload: { assigneeId: people.ben.id },
    })
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { errors: [{ path: '/assigneeId' }] }])
  })
})

describe('somebody who is removed', () => {
  it('keeps the name by the policy of the site, and leaves the address', async () => {
    for (const removedNames of ['keep', 'hide'] as const) {
      const { act, people, list, ...test } = await start({ settings: { removedNames } })
      const answer = await act(people.ben.id, 'remove')
      const name = removedNames === 'keep' ? people.ben.name : 'Removed person'
      expect(answer.json()).toMatchObject({ id: people.ben.id, name, email: '', state: 'removed' })
      const input = { name: 'New', email: people.ben.email, role: 'viewer' as const, passwordHash: null }
      await test.services.runner.run({ actor: systemActor }, createPerson(input))
      expect(await list()).toHaveLength(6)
      for (const again of ['remove', 'reactivate', 'deactivate'] as const) {
        expect((await act(people.ben.id, again)).statusCode).toBe(410)
      }
      await test.close()
    }
  })

  it('is never the last administrator', async () => {
    const { act, people } = await start()
    for (const one of ['deactivate', 'remove'] as const) {
      expect((await act(people.anna.id, one)).json()).toMatchObject({ code: 'last_administrator' })
    }
  })
})
