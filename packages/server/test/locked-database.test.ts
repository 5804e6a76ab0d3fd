/** Another process that keeps the database locked costs whoever needs it a wait, and nobody else anything. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { keepHouse } from '../src/jobs/housekeeping.ts'
import { openSqlite } from '../src/storage/sqlite/open.ts'
import { createDeskTest } from './desk-test.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** As `copydesk import` does while it writes. */
function lock(folder: string, kind: 'immediate' | 'exclusive' = 'immediate') {
  const other = new DatabaseSync(join(folder, 'copydesk.db'))
  other.exec(`begin ${kind}`)
  onTestFinished(() => {
    if (other.isOpen) other.close()
  })
  return { release: () => other.close() }
}

/** Signed in before anything is locked. */
async function createSignedIn() {
  const test = await createDeskTest()
  await test.send('GET', '/projects')
  return test
}

/** Lets time pass in steps, between which requests get on. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 100) {
    await new Promise((resolve) => setImmediate(resolve))
    await vi.advanceTimersByTimeAsync(100)
  }
}

/** What became of a promise so far. */
function watch<T>(promise: Promise<T>) {
  const seen: { value?: T; error?: unknown } = {}
  promise.then(
    (value) => Object.assign(seen, { value }),
    (error: unknown) => Object.assign(seen, { error }),
  )
  return seen
}

describe('a locked database', () => {
  it('lets a command wait while reads are answered, and go on when it is free', async () => {
    const test = await createSignedIn()
    const held = lock(test.services.settings.dataDir)
    const command = watch(test.send('POST', '/projects', { name: 'Patient' }))
    await pass(3000)
    expect(command).toEqual({})
    expect((await test.send('GET', '/projects')).statusCode).toBe(200)
    held.release()
    await pass(100)
    await expect.poll(() => command.value?.statusCode).toBe(201)
  })

  it('answers 503 with Retry-After after five seconds, each command by its own time', async () => {
    const test = await createSignedIn()
    lock(test.services.settings.dataDir)
    const early = watch(test.send('POST', '/projects', { name: 'Early' }))
    await pass(3000)
    const late = watch(test.send('POST', '/projects', { name: 'Late' }))
    await pass(2100)
    await expect.poll(() => early.value?.statusCode).toBe(503)
    expect(early.value?.json()).toMatchObject({ code: 'storage_busy' })
    expect(early.value?.headers['retry-after']).toBe('2')
    expect(late).toEqual({})
    await pass(3000)
    await expect.poll(() => late.value?.statusCode).toBe(503)
  })

  it('changes nothing for a command that gave up', async () => {
    const test = await createSignedIn()
    const held = lock(test.services.settings.dataDir)
    const command = watch(test.send('POST', '/projects', { name: 'Given up' }))
    await pass(6000)
    await expect.poll(() => command.value?.statusCode).toBe(503)
    held.release()
    expect((await test.get<{ data: unknown[] }>('/projects')).data).toEqual([])
  })

  it('lets housekeeping and an opening wait', async () => {
    const test = await createDeskTest()
    const { dataDir } = test.services.settings
    const held = lock(dataDir, 'exclusive')
    const house = watch(keepHouse(test.services).then(() => 'kept'))
    const opening = watch(
      openSqlite({ path: join(dataDir, 'copydesk.db') }).then((storage) => storage.close()),
    )
    await pass(3000)
    expect([house, opening]).toEqual([{}, {}])
    held.release()
    await pass(200)
    await expect.poll(() => [house, opening]).toEqual([{ value: 'kept' }, { value: undefined }])
  })
})

it('has no connection on which SQLite itself would wait in the event loop', async () => {
  const { storage } = await createDeskTest()
  for (const way of ['read', 'write'] as const) {
    const { rows } = await storage[way]((tx) => sql<{ timeout: number }>`pragma busy_timeout`.execute(tx))
    expect(rows).toEqual([{ timeout: 0 }])
  }
})
