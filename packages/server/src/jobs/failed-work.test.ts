import { channels, type FailedWorkList } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { eventsAfter } from '../../test/journaled.ts'
import { createTestApp } from '../../test/test-app.ts'
import { tellDelivery } from '../delivery/tell-delivery.ts'
import { forgetFailedWork } from './forget-failed-work.ts'
import { failedWorkRoutes } from './routes.ts'
import { withoutSecrets } from './without-secrets.ts'

const day = 24 * 60 * 60 * 1000

async function start() {
  const test = await createTestApp({ routes: [failedWorkRoutes] })
  const { storage, services, people } = test
  const anna = test.as(people.anna)
  return {
    ...test,
    ask: (method: 'GET' | 'POST' | 'DELETE', url: string, headers: Record<string, string> = {}) =>
      anna.inject({ method, url: `/api/v1/failed-work${url}`, headers }),
    /** As it is kept after the last attempt. */
    fail: async (more: { key?: string; error?: string; actor_id?: string; actor_kind?: 'person' } = {}) => {
      const id = services.newId()
      const now = services.now()
      await storage.write((tx) =>
        tx
          .insertInto('failed_work')
          .values({
            ...{ id, topic: 'mail', payload: '{"body":"private words"}', key: null, actor_id: null },
            ...{ actor_kind: null, created_at: now - 1000, failed_at: now, attempts: 25, error: 'refused' },
            ...more,
          })
          .execute(),
      )
      return id
    },
    outbox: () =>
      storage.read((tx) =>
        tx.selectFrom('outbox').selectAll().where('topic', '<>', tellDelivery.name).execute(),
      ),
    failed: () => storage.read((tx) => tx.selectFrom('failed_work').select('id').execute()),
  }
}

describe('/failed-work', () => {
  it('is shown in pages, newest first, with who and why and without its payload', async () => {
    const { ask, fail, people } = await start()
    const ids = [
      await fail(),
      await fail({ actor_id: people.ben.id, actor_kind: 'person', error: 'https://me:pass@host said 500' }),
    ]
    const first = (await ask('GET', '?limit=1')).json<FailedWorkList>()
    expect(first.data).toMatchObject([
      {
        id: ids[1],
        work: 'mail',
        actor: { id: people.ben.id, kind: 'person' },
        attempts: 25,
        error: 'https://(hidden)@host said 500',
      },
    ])
    const second = (await ask('GET', `?limit=1&cursor=${first.nextCursor}`)).json<FailedWorkList>()
    expect(second).toMatchObject({ data: [{ id: ids[0], actor: { kind: 'system' } }], nextCursor: null })
    expect(JSON.stringify([first, second])).not.toContain('private words')
  })

  it('is for administrators alone', async () => {
    const { as, people, fail } = await start()
    const id = await fail()
    for (const [method, url] of [
      ['GET', ''],
      ['POST', `/${id}/retry`],
      ['DELETE', `/${id}`],
    ] as const) {
      const answer = await as(people.ben).inject({ method, url: `/api/v1/failed-work${url}` })
      expect(answer.statusCode).toBe(403)
    }
  })

  it('goes back into the outbox once, however often and by how many it is asked for', async () => {
    const { ask, fail, outbox, failed } = await start()
    const id = await fail()
    const headers = { 'idempotency-key': 'again' }
    const answers = await Promise.all([
      ask('POST', `/${id}/retry`, headers),
      ask('POST', `/${id}/retry`),
      ask('POST', `/${id}/retry`),
    ])
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 404, 404])
    expect(await outbox()).toMatchObject([{ id, topic: 'mail', attempts: 0, last_error: 'refused' }])
    expect(await failed()).toEqual([])
  })

  it('answers a repeated request as it did, and does nothing again', async () => {
    const { ask, fail, outbox, storage } = await start()
    const id = await fail()
    const headers = { 'idempotency-key': 'again' }
    const first = await ask('POST', `/${id}/retry`, headers)
    await storage.write((tx) => tx.deleteFrom('outbox').execute())
    const second = await ask('POST', `/${id}/retry`, headers)
    expect([second.statusCode, second.headers['idempotency-replayed']]).toEqual([200, 'true'])
    expect(second.json()).toEqual(first.json())
    expect(await outbox()).toEqual([])
  })

  it('stays where newer work waits in its place', async () => {
    const { ask, fail, failed, storage, services } = await start()
    const id = await fail({ key: 'one' })
    const now = services.now()
    const waiting = { id: services.newId(), topic: 'mail', payload: '{}', key: 'one', attempts: 0 }
    await storage.write((tx) =>
      tx
        .insertInto('outbox')
        .values({ ...waiting, created_at: now, due_at: now, timed: 0 })
        .execute(),
    )
    const answer = await ask('POST', `/${id}/retry`)
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'work_replaced'])
    expect(await failed()).toEqual([{ id }])
  })

  it('is discarded for good', async () => {
    const { ask, fail, failed, outbox } = await start()
    const id = await fail()
    expect((await ask('DELETE', `/${id}`)).json()).toMatchObject({ id, work: 'mail' })
    expect((await ask('DELETE', `/${id}`)).statusCode).toBe(404)
    expect([await failed(), await outbox()]).toEqual([[], []])
  })

  it('is removed when it is old enough, also in thousands, and screens are told', async () => {
    const { fail, failed, advance, storage, services, runJobs } = await start()
    const now = services.now()
    const rows = Array.from({ length: 1001 }, () => ({
      ...{ id: services.newId(), topic: 'mail', payload: '{}', created_at: now, failed_at: now - 1 },
      ...{ attempts: 25, error: 'x' },
    }))
    for (const part of [rows.slice(0, 500), rows.slice(500)])
      await storage.write((tx) => tx.insertInto('failed_work').values(part).execute())
    const kept = await fail()
    advance(90 * day)
    await forgetFailedWork(services)
    expect(await failed()).toEqual([{ id: kept }])
    await runJobs()
    const told = await eventsAfter(storage, channels.delivery, 0)
    expect(told.map(({ event }) => event)).toMatchObject([{ parts: ['failed_work'] }])
  })
})

it.each([
  ['postgres://me:p@ss@host/db refused', 'postgres://(hidden)@host/db refused'],
  ['Authorization: Bearer abc.def-123', 'Authorization: Bearer (hidden)'],
  ['POST https://h/x?token=abc&user=1 failed', 'POST https://h/x?token=(hidden)&user=1 failed'],
  ['{"password": "hush", "user": "me"}', '{"password": "(hidden)", "user": "me"}'],
  [`key cdk_${'a'.repeat(43)} is revoked`, 'key (hidden) is revoked'],
  ['jwt eyJhbGciOi.eyJzdWIiOi.c2ln expired', 'jwt (hidden) expired'],
  ['connect ECONNREFUSED 127.0.0.1:25', 'connect ECONNREFUSED 127.0.0.1:25'],
  ['duplicate key value violates unique constraint', 'duplicate key value violates unique constraint'],
])('leaves secrets out of %s', (text, shown) => {
  expect(withoutSecrets(text)).toBe(shown)
  expect(withoutSecrets(shown)).toBe(shown)
})
