import type { CreatedInvitation, Invitations, SessionInfo, Snapshot } from '@copydesk/contract'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createTestApp, type TestAppOptions, testAuthority, testOrigin } from '../../../test/test-app.ts'

const day = 24 * 60 * 60 * 1000
const olga = { name: 'Óľga Ünïcode 王', email: 'Olga@test.example', password: 'long enough for this' }

async function start(options: TestAppOptions = {}) {
  const test = await createTestApp(options)
  const { anna } = test.people
  const invite = async (body: object = {}) => {
    const payload = { role: 'editor', ...body }
    const answer = await test.as(anna).inject({ method: 'POST', url: '/api/v1/people/invitations', payload })
    expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)])
    return answer.json<CreatedInvitation>()
  }
  /** From the page, without a session. */
  const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
    test.app.inject({
      method: 'POST',
      url: `/api/v1${url}`,
      payload,
      authority: testAuthority,
      headers: { origin: testOrigin, ...headers },
    })
  const accept = (token: string, more: object = {}) => post('/invitation/accept', { token, ...olga, ...more })
  const revoke = (id: string) =>
    test.as(anna).inject({ method: 'DELETE', url: `/api/v1/people/invitations/${id}` })
  const list = async () =>
    (await test.as(anna).inject({ url: '/api/v1/people/invitations' })).json<Snapshot<Invitations>>().data
  return { ...test, invite, post, accept, revoke, list }
}

describe('an invitation', () => {
  it('lets one person in, once, who is signed in then', async () => {
    const { invite, post, accept, list, ...test } = await start()
    const { token, ...made } = await invite({ label: 'Olga', role: 'reviewer' })
    expect(made).toMatchObject({ label: 'Olga', expiresAt: '2026-03-09T09:00:00.000Z' })
    const look = await post('/invitation', { token })
    expect(look.json()).toMatchObject({ role: 'reviewer', invitedBy: 'Anna Admin' })
    const answer = await accept(token)
    expect([answer.statusCode, answer.json<SessionInfo>()]).toMatchObject([
      201,
      { person: { name: olga.name, email: 'olga@test.example', role: 'reviewer', hasPassword: true } },
    ])
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
    expect((await test.app.inject({ url: '/api/v1/me', headers: { cookie } })).statusCode).toBe(200)
    const told = test.announced.flatMap(({ channel }) => channel)
    expect(told).toContain('people')
    expect(told).toContain(`person:#${test.people.anna.id}`)
    for (const again of [
      await accept(token, { email: 'other@test.example' }),
      await post('/invitation', { token }),
    ]) {
      expect([again.statusCode, again.json()]).toMatchObject([410, { code: 'invitation_used' }])
    }
    const [row] = await list()
    expect(row).toMatchObject({ acceptedBy: answer.json<SessionInfo>().person?.id, revision: 2 })
  })

  it('is nowhere but in its answer: neither in the database, nor in the list, nor in the log', async () => {
    const lines: string[] = []
    const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
    const { storage, accept, post, ...test } = await start({ logger })
    const request = {
      method: 'POST' as const,
      url: '/api/v1/people/invitations',
      payload: { role: 'editor' },
      headers: { 'idempotency-key': 'once' },
    }
    const { token } = (await test.as(test.people.anna).inject(request)).json<CreatedInvitation>()
    expect(token).toMatch(/^cdi_[\w-]{43}$/)
    const again = (await test.as(test.people.anna).inject(request)).json<CreatedInvitation>()
    expect(again.token).toBe('')
    await post('/invitation', { token })
    await accept(token, { email: 'no address' })
    const kept = await storage.read(async (tx) => [
      await tx.selectFrom('invitations').selectAll().execute(),
      await tx.selectFrom('idempotency_keys').selectAll().execute(),
      await tx.selectFrom('publications').selectAll().execute(),
    ])
    expect(kept[0]).toHaveLength(1)
    expect(JSON.stringify(kept)).not.toContain(token)
    expect(JSON.stringify(await test.list())).not.toContain(token)
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.join('')).not.toContain(token)
  })

  it('says plainly that it is over', async () => {
    const { invite, post, revoke, ...test } = await start()
    const codeOf = async (token: string) => (await post('/invitation', { token })).json().code
    const [late, taken, short] = [await invite(), await invite(), await invite({ days: 1 })]
    expect((await revoke(taken.id)).json()).toMatchObject({ revokedAt: expect.any(String), revision: 2 })
    expect((await revoke(taken.id)).json()).toMatchObject({ revision: 2 })
    expect(await codeOf(taken.token)).toBe('invitation_revoked')
    test.advance(day)
    expect(await codeOf(short.token)).toBe('invitation_expired')
    expect((await post('/invitation', { token: late.token })).statusCode).toBe(200)
    test.advance(6 * day)
    expect(await codeOf(late.token)).toBe('invitation_expired')
    expect((await test.accept(late.token)).json()).toMatchObject({ code: 'invitation_expired' })
    expect(await codeOf('cdi_nothing')).toBe('invitation_unknown')
  })

  it('is worth nothing once whoever made it may let nobody in', async () => {
    const { people, post, ...test } = await start()
    const asAnna = (url: string, method: 'PATCH' | 'POST', payload: object) =>
      test.as(people.anna).inject({ method, url: `/api/v1${url}`, payload })
    await asAnna(`/people/${people.ben.id}`, 'PATCH', { role: 'admin' })
    await test.sessions.check()
    const made = await test
      .as(people.ben)
      .inject({ method: 'POST', url: '/api/v1/people/invitations', payload: { role: 'admin' } })
    const { token } = made.json<CreatedInvitation>()
    await asAnna(`/people/${people.ben.id}`, 'PATCH', { role: 'editor' })
    expect((await test.accept(token)).json()).toMatchObject({ code: 'invitation_revoked' })
    // Nor does he make another one, though his session is remembered with the old role.
    const more = await test
      .as(people.ben)
      .inject({ method: 'POST', url: '/api/v1/people/invitations', payload: { role: 'admin' } })
    expect(more.statusCode).toBe(403)
  })

  it('stays open where the address is taken or the password weak', async () => {
    const { invite, accept, people } = await start()
    const { token } = await invite()
    const taken = await accept(token, { email: people.ben.email.toUpperCase() })
    expect(taken.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: '/email' }] })
    expect((await accept(token, { password: 'short' })).json()).toMatchObject({
      errors: [{ path: '/password' }],
    })
    expect((await accept(token)).statusCode).toBe(201)
  })

  it('tells nobody which addresses are taken, however often it is tried', async () => {
    const { invite, accept, people, ...test } = await start()
    const { token } = await invite()
    for (let attempt = 0; attempt < 20; attempt += 1) await accept(token, { email: people.ben.email })
    const refused = await accept(token)
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '600'])
    test.advance(600_000)
    expect((await accept(token)).statusCode).toBe(201)
  })

  it('is refused from another site', async () => {
    const { invite, post } = await start()
    const { token } = await invite()
    const foreign = { origin: 'https://evil.example' }
    expect((await post('/invitation/accept', { token, ...olga }, foreign)).json()).toMatchObject({
      code: 'origin_not_allowed',
    })
  })
})

describe('/people/invitations', () => {
  it('is for administrators, and for no key', async () => {
    const { as, people, app } = await start()
    const url = '/api/v1/people/invitations'
    expect((await as(people.ben).inject({ url })).statusCode).toBe(403)
    const payload = { name: 'Bot', scopes: ['people.manage', 'people.represent'] }
    const made = await as(people.anna).inject({ method: 'POST', url: '/api/v1/keys', payload })
    const authorization = `Bearer ${made.json<{ key: string }>().key}`
    for (const headers of [{ authorization }, { authorization, 'copydesk-on-behalf-of': people.anna.id }]) {
      expect((await app.inject({ url, headers })).statusCode).toBe(403)
      const create = await app.inject({ method: 'POST', url, headers, payload: { role: 'admin' } })
      expect(create.statusCode).toBe(403)
    }
  })

  it('takes so many that are open, and no more', async () => {
    const { invite, revoke, as, people } = await start()
    const first = await invite()
    for (let made = 1; made < 100; made += 1) await invite()
    const more = () =>
      as(people.anna).inject({
        method: 'POST',
        url: '/api/v1/people/invitations',
        payload: { role: 'viewer' },
      })
    expect((await more()).json()).toMatchObject({ code: 'too_many_invitations' })
    await revoke(first.id)
    expect((await more()).statusCode).toBe(201)
  })

  it.each([{ days: 0 }, { days: 31 }, { days: 1.5 }, { role: 'owner' }, { label: 'x'.repeat(101) }])(
    'refuses %j',
    async (wrong) => {
      const { as, people } = await start()
      const payload = { role: 'viewer', ...wrong }
      const answer = await as(people.anna).inject({
        method: 'POST',
        url: '/api/v1/people/invitations',
        payload,
      })
      expect(answer.statusCode).toBe(400)
    },
  )

  it('revokes none that was used', async () => {
    const { invite, accept, revoke } = await start()
    const { id, token } = await invite()
    await accept(token)
    expect((await revoke(id)).json()).toMatchObject({ code: 'invitation_used' })
  })
})
