/** What makes the server unready, what only warns, and what is told of either. */
import type { Health, Problem } from '@copydesk/contract'
import type { Broker } from '@copydesk/hub'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { worksWith } from '../cli/works.ts'
import { workHealth } from '../jobs/work-health.ts'
import { notify } from '../notifications/notify.ts'
import { brokerHealth } from '../realtime/broker-health.ts'
import { StorageFailure } from '../storage/storage-failure.ts'
import { storageHealth } from '../storage/storage-health.ts'
import { createHealthRoutes } from './health.ts'

const newer = { name: '9999-later', timestamp: '2030-01-01T00:00:00.000Z' }
type Migrations = { kysely_migration: typeof newer }

/** Lanes are all that matters of them. */
const works = worksWith({ mailer: undefined, storage: { read: never, write: never }, now: () => 0 })

function never(): Promise<never> {
  throw new Error('Nothing is sent here')
}

async function start() {
  let broker: Pick<Broker, 'state'> = { state: { phase: 'connected' } }
  const test = await createTestApp({
    rootRoutes: [
      (app, services) =>
        createHealthRoutes(
          () => false,
          [
            ...storageHealth(services),
            brokerHealth({
              get state() {
                return broker.state
              },
            }),
            workHealth(services, works),
          ],
        )(app, services),
    ],
  })
  const { storage, services } = test
  return {
    ...test,
    setBroker: (state: Broker['state']) => {
      broker = { state }
    },
    ask: () => test.app.inject({ url: '/readyz', authority: '127.0.0.1:4600' }),
    /** Late by so many seconds. */
    enqueue: (lateSeconds: number) =>
      storage.write((tx) =>
        tx
          .insertInto('outbox')
          .values({
            ...{ id: services.newId(), topic: notify.name, payload: '{}', attempts: 0, timed: 0 },
            ...{ created_at: services.now() - 3_600_000, due_at: services.now() - lateSeconds * 1000 },
          })
          .execute(),
      ),
    migrated: (change: 'add' | 'remove', floor?: string) =>
      storage.write(async (tx) => {
        const table = tx.withTables<Migrations>()
        if (change === 'add') await table.insertInto('kysely_migration').values(newer).execute()
        else await table.deleteFrom('kysely_migration').where('name', '=', newer.name).execute()
        if (floor !== undefined)
          await tx.updateTable('meta').set({ value: floor }).where('key', '=', 'schema_floor').execute()
      }),
  }
}

describe('/readyz', () => {
  it('passes by name, in health+json', async () => {
    const { ask } = await start()
    const answer = await ask()
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'application/health+json',
      'no-store',
    ])
    expect(answer.json<Health>()).toEqual({
      status: 'pass',
      checks: {
        'database:write': [{ status: 'pass' }],
        'database:read': [{ status: 'pass' }],
        'database:schema': [{ status: 'pass' }],
        'broker:state': [{ status: 'pass' }],
        ...Object.fromEntries(
          works.map(({ lane }) => [
            `work:${lane}`,
            [{ status: 'pass', observedValue: 0, observedUnit: 's' }],
          ]),
        ),
      },
    })
  })

  it('warns of work that is late, by its lane, and of no work that waits for its next attempt', async () => {
    const { ask, enqueue, advance } = await start()
    await enqueue(-60)
    await enqueue(300)
    expect((await ask()).json<Health>().status).toBe('pass')
    await enqueue(301)
    advance(1000)
    const answer = await ask()
    expect([answer.statusCode, answer.json<Health>().status]).toEqual([200, 'warn'])
    expect(answer.json<Health>().checks[`work:${notify.lane}`]).toMatchObject([
      { status: 'warn', observedValue: 302, observedUnit: 's', output: expect.stringContaining('late') },
    ])
  })

  it('warns of a broker that does not get through, without its address', async () => {
    const { ask, setBroker } = await start()
    setBroker({ phase: 'degraded', reason: 'redis://secret@cache does not answer' })
    const answer = await ask()
    expect([answer.statusCode, answer.json<Health>().status]).toEqual([200, 'warn'])
    expect(answer.body).not.toContain('cache')
  })

  it('is not ready with the schema of a version that it does not know', async () => {
    const { ask, migrated, advance, storage } = await start()
    const floor = await storage.read((tx) =>
      tx.selectFrom('meta').select('value').where('key', '=', 'schema_floor').executeTakeFirst(),
    )
    await migrated('add')
    expect((await ask()).statusCode).toBe(200)
    await storage.write((tx) =>
      tx.updateTable('meta').set({ value: newer.name }).where('key', '=', 'schema_floor').execute(),
    )
    advance(1000)
    const answer = await ask()
    expect([answer.statusCode, answer.json<Problem>().code]).toEqual([503, 'schema_mismatch'])
    expect(answer.json<Problem>().checks).toMatchObject({
      'database:write': [{ status: 'pass' }],
      'database:schema': [
        { status: 'fail', code: 'schema_mismatch', output: expect.stringContaining('newer') },
      ],
    })
    await migrated('remove', floor?.value)
    advance(1000)
    expect((await ask()).statusCode).toBe(200)
  })

  it('is not ready with a broken disk, and says nothing of what the driver said', async () => {
    const { ask, storage, advance } = await start()
    const broken = vi
      .spyOn(storage, 'write')
      .mockRejectedValue(new StorageFailure('storage_unreachable', { cause: new Error('/srv is on fire') }))
    const answer = await ask()
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      503,
      'application/problem+json; charset=utf-8',
    ])
    expect(answer.json<Problem>().checks?.['database:write']).toMatchObject([
      { status: 'fail', code: 'storage_unreachable' },
    ])
    expect(answer.body).not.toContain('fire')
    broken.mockRestore()
    advance(1000)
    expect((await ask()).statusCode).toBe(200)
  })

  it('warns of a busy database for a minute, before it is not ready', async () => {
    const { ask, storage, advance } = await start()
    const busy = vi.spyOn(storage, 'write').mockRejectedValue(new StorageFailure('storage_busy'))
    const statuses: unknown[] = []
    const askAfter = async (ms: number) => {
      advance(ms)
      const answer = await ask()
      statuses.push([answer.statusCode, answer.json<Health>().checks['database:write']?.[0]?.status])
    }
    for (const ms of [0, 30_000, 29_999, 1000]) await askAfter(ms)
    expect(statuses).toEqual([
      [200, 'warn'],
      [200, 'warn'],
      [200, 'warn'],
      [503, 'fail'],
    ])
    busy.mockRestore()
    await askAfter(1000)
    vi.spyOn(storage, 'write').mockRejectedValue(new StorageFailure('storage_busy'))
    await askAfter(1000)
    expect(statuses.slice(4)).toEqual([
      [200, 'pass'],
      [200, 'warn'],
    ])
  })

  it('is as ready as it was while the database takes its time, and unready after ten seconds', async () => {
    const { ask, storage, advance } = await start()
    expect((await ask()).statusCode).toBe(200)
    advance(1000)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    /** Lets the patience of a request run out. */
    const askPatiently = async () => {
      let isAnswered = false
      const answer = ask().finally(() => {
        isAnswered = true
      })
      while (!isAnswered) {
        await new Promise((resolve) => setImmediate(resolve))
        await vi.advanceTimersByTimeAsync(100)
      }
      return answer
    }
    const hanging = Promise.withResolvers<never>()
    const broken = vi.spyOn(storage, 'write').mockReturnValue(hanging.promise)
    expect((await askPatiently()).statusCode).toBe(200)
    advance(9999)
    expect((await askPatiently()).statusCode).toBe(200)
    advance(1)
    const answer = await askPatiently()
    expect([answer.statusCode, answer.json<Problem>().code]).toEqual([503, 'storage_unreachable'])
    expect(broken).toHaveBeenCalledTimes(1)
    broken.mockRestore()
    hanging.reject(new Error('gone'))
    vi.useRealTimers()
    await expect
      .poll(async () => (await ask()).json<Problem>().checks?.['database:write']?.[0]?.code)
      .toBeUndefined()
    advance(1000)
    expect((await ask()).json<Health>().status).toBe('pass')
  })
})
