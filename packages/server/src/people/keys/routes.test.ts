import type {
  CreatedServiceKey,
  CreateServiceKey,
  PeopleState,
  Project,
  ServiceKeyList,
} from '@copydesk/contract'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestAppOptions } from '../../../test/test-app.ts'
import { commentRoutes } from '../../comments/routes.ts'
import { notificationRoutes } from '../../notifications/routes.ts'
import { projectRoutes } from '../../projects/project/routes.ts'

async function start(options: TestAppOptions = {}) {
  const test = await createTestApp({
    routes: [projectRoutes, commentRoutes, notificationRoutes],
    ...options,
  })
  const create = async (input: Partial<CreateServiceKey> = {}): Promise<CreatedServiceKey> => {
    const payload = { name: 'Build', scopes: ['project.read', 'project.write'], ...input }
    const answer = await test.as(test.people.anna).inject({ method: 'POST', url: '/api/v1/keys', payload })
    expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)])
    return answer.json()
  }
  return { ...test, create }
}

/** Without a cookie and without an Origin, as a program asks. */
function call(
  { app }: Pick<TestApp, 'app'>,
  key: string,
  url: string,
  more: { method?: 'GET' | 'POST' | 'DELETE'; payload?: object; headers?: Record<string, string> } = {},
) {
  const headers = { authorization: `Bearer ${key}`, ...more.headers }
  return app.inject({ url: `/api/v1${url}`, ...more, headers })
}

describe('/keys', () => {
  it('shows a key once and keeps its hash alone', async () => {
    const test = await start()
    const { key, prefix, ...made } = await test.create()
    expect(key).toMatch(/^cdk_[A-Za-z0-9_-]{43}$/)
    expect(key.startsWith(prefix)).toBe(true)
    const list = await test.as(test.people.anna).inject({ url: '/api/v1/keys' })
    expect(list.json<ServiceKeyList>().data).toEqual([{ ...made, prefix }])
    expect(list.body).not.toContain(key)
    const rows = await test.storage.read((tx) => tx.selectFrom('service_keys').selectAll().execute())
    expect(JSON.stringify(rows)).not.toContain(key)
  })

  it('gives everybody the name, when it is made and when it is revoked, and never more than that', async () => {
    const test = await start()
    const { id } = await test.create({ name: 'CI importer' })
    const services = async () =>
      (await test.as(test.people.dora).inject({ url: '/api/v1/people' })).json<PeopleState>().services
    expect(await services()).toEqual([{ id, revision: 1, name: 'CI importer' }])
    for (const _ of ['once', 'again']) {
      await test.as(test.people.anna).inject({ method: 'DELETE', url: `/api/v1/keys/${id}` })
    }
    expect(await services()).toEqual([{ id, revision: 2, name: 'CI importer' }])
    const ofServices = test.announced
      .flatMap(({ publications }) => publications)
      .filter((publication) => JSON.stringify(publication).includes('service.changed'))
    expect(ofServices).toHaveLength(2)
  })

  it('keeps no key for a repeated request', async () => {
    const test = await start()
    const request = {
      method: 'POST' as const,
      url: '/api/v1/keys',
      payload: { name: 'Build', scopes: ['project.read'] },
      headers: { 'idempotency-key': 'once' },
    }
    const first = (await test.as(test.people.anna).inject(request)).json<CreatedServiceKey>()
    const second = (await test.as(test.people.anna).inject(request)).json<CreatedServiceKey>()
    expect(second).toEqual({ ...first, key: '' })
    const rows = await test.storage.read((tx) => tx.selectFrom('idempotency_keys').selectAll().execute())
    expect(JSON.stringify(rows)).not.toContain(first.key)
  })

  it('is for administrators, and for no key, whatever it may do', async () => {
    const test = await start()
    expect((await test.as(test.people.ben).inject({ url: '/api/v1/keys' })).statusCode).toBe(403)
    const { key, id } = await test.create({ scopes: ['site.manage', 'people.represent'] })
    const payload = { name: 'More', scopes: ['people.manage'] }
    const onBehalf = { 'copydesk-on-behalf-of': test.people.anna.id }
    for (const headers of [{}, onBehalf]) {
      expect((await call(test, key, '/keys', { headers })).statusCode).toBe(403)
      expect((await call(test, key, '/keys', { method: 'POST', payload, headers })).statusCode).toBe(403)
      expect((await call(test, key, `/keys/${id}`, { method: 'DELETE', headers })).statusCode).toBe(403)
    }
  })

  it('refuses scopes that are none, and an end that has passed', async () => {
    const { as, people } = await start()
    for (const wrong of [{ scopes: ['everything'] }, { scopes: [] }, { expiresAt: '2020-01-01T00:00:00Z' }]) {
      const payload = { name: 'Build', scopes: ['project.read'], ...wrong }
      const answer = await as(people.anna).inject({ method: 'POST', url: '/api/v1/keys', payload })
      expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'invalid_request' }])
    }
  })
})

describe('a service key', () => {
  it('acts in its own name, and its use is noted', async () => {
    const test = await start()
    const { key, id } = await test.create()
    const answer = await call(test, key, '/projects', { method: 'POST', payload: { name: 'Spring' } })
    expect(answer.statusCode).toBe(201)
    expect(answer.json<Project>().createdBy).toEqual({ id, kind: 'service' })
    expect(JSON.stringify(test.announced.at(-1))).toContain('kind\\":\\"service')
    const list = await test.as(test.people.anna).inject({ url: '/api/v1/keys' })
    expect(list.json<ServiceKeyList>().data[0]?.lastUsedAt).not.toBeNull()
  })

  it('does only what its scopes say', async () => {
    const test = await start()
    const { key } = await test.create({ scopes: ['project.read'] })
    expect((await call(test, key, '/projects')).statusCode).toBe(200)
    const refused = await call(test, key, '/projects', { method: 'POST', payload: { name: 'Spring' } })
    expect(refused.json()).toMatchObject({
      status: 403,
      code: 'forbidden',
      detail: expect.stringContaining('project.write'),
    })
  })

  it('is no person: what belongs to one is not there for it', async () => {
    const test = await start()
    const { key } = await test.create({ scopes: ['project.read'] })
    for (const url of ['/me', '/notifications', '/notifications/counts']) {
      expect((await call(test, key, url)).json()).toMatchObject({ status: 403, code: 'person_needed' })
    }
  })

  it('acts for a person where it may, with the lesser of both rights', async () => {
    const test = await start()
    const { people } = test
    const { key } = await test.create({ scopes: ['project.read', 'project.write', 'people.represent'] })
    const as = (id: string) => ({ headers: { 'copydesk-on-behalf-of': id } })
    const create = { method: 'POST' as const, payload: { name: 'Spring' } }
    const made = await call(test, key, '/projects', { ...create, ...as(people.ben.id) })
    expect(made.json<Project>().createdBy).toEqual({ id: people.ben.id, kind: 'person' })
    expect((await call(test, key, '/me', as(people.ben.id))).json()).toMatchObject({ id: people.ben.id })
    const refused = await call(test, key, '/projects', { ...create, ...as(people.dora.id) })
    expect(refused.json()).toMatchObject({ status: 403, code: 'forbidden' })
    for (const nobody of ['0198c0de-0000-7000-8000-000000000001', 'ben', '']) {
      expect((await call(test, key, '/me', as(nobody))).statusCode).toBe(404)
    }
    const plain = await test.create({ scopes: ['project.read'] })
    expect((await call(test, plain.key, '/me', as(people.ben.id))).json()).toMatchObject({
      code: 'forbidden',
    })
  })

  it('counts before a cookie that comes along', async () => {
    const test = await start()
    const { key } = await test.create({ scopes: ['project.read'] })
    const answer = await test.as(test.people.anna).inject({
      method: 'POST',
      url: '/api/v1/projects',
      payload: { name: 'Spring' },
      headers: { authorization: `Bearer ${key}` },
    })
    expect(answer.statusCode).toBe(403)
  })

  it('is worth nothing once revoked, here at once and within a second where another process did it', async () => {
    const test = await start()
    const { key, id } = await test.create()
    expect((await call(test, key, '/projects')).statusCode).toBe(200)
    const revoked = await test.as(test.people.anna).inject({ method: 'DELETE', url: `/api/v1/keys/${id}` })
    expect(revoked.json()).toMatchObject({ id, revision: 2, revokedAt: expect.any(String) })
    test.advance(1000)
    expect((await call(test, key, '/projects')).json()).toMatchObject({ code: 'credential_refused' })
    const again = await test.as(test.people.anna).inject({ method: 'DELETE', url: `/api/v1/keys/${id}` })
    expect(again.json()).toEqual(revoked.json())
  })

  it('writes nothing more within that second, and is refused by the same words', async () => {
    const test = await start()
    const { key, id } = await test.create({ scopes: ['project.read', 'project.write'] })
    expect((await call(test, key, '/projects')).statusCode).toBe(200)
    await test.services.storage.write((tx) =>
      tx.updateTable('service_keys').set({ revoked_at: 1 }).where('id', '=', id).execute(),
    )
    const answer = await call(test, key, '/projects', { method: 'POST', payload: { name: 'Spring' } })
    expect(answer.json()).toMatchObject({ status: 401, code: 'credential_refused' })
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
  })

  it('expires', async () => {
    const test = await start()
    const expiresAt = new Date(test.services.now() + 60_000).toISOString()
    const { key } = await test.create({ expiresAt })
    expect((await call(test, key, '/projects')).statusCode).toBe(200)
    test.advance(60_000)
    expect((await call(test, key, '/projects')).statusCode).toBe(401)
  })

  it('is taken from the header alone, and refused in words', async () => {
    const test = await start()
    const { key } = await test.create()
    expect((await test.app.inject({ url: `/api/v1/projects?access_token=${key}` })).statusCode).toBe(401)
    expect(
      (await test.app.inject({ url: '/api/v1/projects', headers: { 'x-api-key': key } })).statusCode,
    ).toBe(401)
    for (const wrong of [`${key}x`, key.slice(0, -1), 'cdk_', '', 'nonsense', `${key} ${key}`]) {
      const answer = await call(test, wrong, '/projects')
      expect(answer.json()).toMatchObject({ status: 401, code: 'credential_refused' })
      expect(answer.body).not.toContain(key)
    }
  })

  it('is told to wait after many refusals, which keeps no valid key out', async () => {
    const test = await start()
    const { key } = await test.create()
    for (let tried = 0; tried < 60; tried += 1) await call(test, 'cdk_wrong', '/projects')
    const answer = await call(test, 'cdk_wrong', '/projects')
    expect([answer.statusCode, Number(answer.headers['retry-after'])]).toEqual([429, 60])
    expect((await call(test, key, '/projects')).statusCode).toBe(200)
  })

  it('is in no line of the log', async () => {
    const lines: string[] = []
    const logger = pino({ level: 'trace' }, { write: (line) => lines.push(line) })
    const test = await start({ logger })
    const { key, id } = await test.create()
    await call(test, key, '/projects', { method: 'POST', payload: { name: 'Spring' } })
    await call(test, `${key}x`, `/projects?key=${key}`)
    expect(lines.join('')).toContain(`"key":"${id}"`)
    expect(lines.join('')).not.toContain(key)
  })

  it('opens live connections in its own name, which end with it', async () => {
    const test = await start()
    const { key, id } = await test.create({ scopes: ['project.read', 'people.represent'] })
    const { token } = (await call(test, key, '/live/token', { method: 'POST' })).json<{ token: string }>()
    expect(await test.tokens.verify(token)).toMatchObject({ ok: true, caller: { id, kind: 'service' } })
    const ended: string[] = []
    test.keys.onEnded((keyId) => ended.push(keyId))
    await test.as(test.people.anna).inject({ method: 'DELETE', url: `/api/v1/keys/${id}` })
    await test.keys.check()
    expect(ended).toEqual([id])
    expect(await test.tokens.verify(token)).toMatchObject({ ok: false, reason: 'denied' })
    const other = await test.create({ scopes: ['people.represent'] })
    const headers = { 'copydesk-on-behalf-of': test.people.ben.id }
    const refused = await call(test, other.key, '/live/token', { method: 'POST', headers })
    expect(refused.json()).toMatchObject({ code: 'forbidden' })
  })
})
