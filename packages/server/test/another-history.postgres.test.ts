/**
 * A database that is not the one that clients knew gets another epoch, at a start and under a running server; one that
 * lost nothing keeps its own. With a real standby that is promoted without the last commits, and with real dumps.
 */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { type Cluster, findBinaries, startCluster, startSwitch } from '@copydesk/testkit/postgres'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { append, StorageJournal } from '../src/storage/journal.ts'
import { openPostgres } from '../src/storage/postgres/open.ts'
import type { Storage } from '../src/storage/storage.ts'

let cluster: Cluster
let databases = 0

beforeAll(async () => {
  // An acknowledged commit is in the log, as an operator has it.
  cluster = await startCluster({ settings: { synchronous_commit: 'on' } })
})
afterAll(() => cluster.stop())

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  // A server that is stopped under it.
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function createDatabase(): Promise<string> {
  databases += 1
  await query(cluster.url(), `create database d${databases}`)
  return `d${databases}`
}

async function open(url: string): Promise<Storage> {
  const storage = await openPostgres({ url, connections: 4 })
  onTestFinished(() => storage.close())
  return storage
}

async function publish(storage: Storage, count = 1): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    const event = { id: String(done), type: 'project.deleted' } as never
    await storage.write((tx) => append(tx, [{ channel: 'projects', event }], 1))
  }
}

/** Where a client stands that has seen everything. */
const position = (storage: Storage) => new StorageJournal(storage).position('projects')

/** As an operator would: `pg_dump from | psql to`. */
function dump(database: string): Buffer {
  return execFileSync(join(findBinaries(), 'pg_dump'), ['-d', cluster.url(database)])
}

function restore(database: string, text: Buffer): void {
  execFileSync(join(findBinaries(), 'psql'), ['-q', '-v', 'ON_ERROR_STOP=1', '-d', cluster.url(database)], {
    input: text,
  })
}

it('keeps its epoch through closing, opening, and a crash of the server', async () => {
  const url = cluster.url(await createDatabase())
  const storage = await open(url)
  await publish(storage)
  const before = await position(storage)
  expect(await position(await open(url))).toEqual(before)
  cluster.crash()
  cluster.restart()
  // The connections of the pool are gone; nobody notices.
  expect(await position(storage)).toEqual(before)
  await publish(storage)
  expect(await position(storage)).toEqual({ ...before, offset: before.offset + 1 })
})

it('gets another epoch when its dump is restored into a new database', async () => {
  const name = await createDatabase()
  const storage = await open(cluster.url(name))
  await publish(storage, 3)
  const before = await position(storage)
  const copy = await createDatabase()
  restore(copy, dump(name))
  const after = await position(await open(cluster.url(copy)))
  expect(after.offset).toBe(before.offset)
  expect(after.epoch).not.toBe(before.epoch)
  expect(await position(storage)).toEqual(before)
})

it('gets another epoch under a running server when a dump is restored into the same name', async () => {
  const name = await createDatabase()
  const storage = await open(cluster.url(name))
  await publish(storage, 2)
  const text = dump(name)
  await publish(storage, 2)
  const before = await position(storage)
  await query(cluster.url(), `drop database ${name} with (force)`)
  await query(cluster.url(), `create database ${name}`)
  restore(name, text)
  const after = await position(storage)
  expect(after.offset).toBe(before.offset - 2)
  expect(after.epoch).not.toBe(before.epoch)
})

it('gets another epoch under a running server when its tables are restored in place', async () => {
  const name = await createDatabase()
  const storage = await open(cluster.url(name))
  await publish(storage, 2)
  const text = dump(name)
  await publish(storage, 2)
  const before = await position(storage)
  await query(cluster.url(name), 'drop schema public cascade; create schema public')
  restore(name, text)
  expect((await position(storage)).epoch).not.toBe(before.epoch)
})

it('gets another epoch, once, when a replica without the last commits is promoted', async () => {
  const name = await createDatabase()
  const standby = await startCluster({ standbyOf: cluster })
  onTestFinished(() => standby.stop())
  const address = await startSwitch(cluster.port)
  onTestFinished(() => address.stop())
  const url = `postgres://postgres@127.0.0.1:${address.port}/${name}`
  const [one, other] = [await open(url), await open(url)]
  await publish(one, 3)
  const replicated = await position(one)
  // All of it is there before the standby is cut off.
  const [{ lsn } = {}] = await query(cluster.url(), 'select pg_current_wal_lsn()::text as lsn')
  await expect
    .poll(() => query(standby.url(), `select pg_last_wal_replay_lsn() >= '${lsn}' as done`), {
      timeout: 60_000,
    })
    .toEqual([{ done: true }])
  await query(standby.url(), "alter system set primary_conninfo = ''")
  await query(standby.url(), 'select pg_reload_conf()')
  await expect
    .poll(() => query(standby.url(), 'select count(*)::int as receivers from pg_stat_wal_receiver'), {
      timeout: 60_000,
    })
    .toEqual([{ receivers: 0 }])
  await publish(one, 2)
  const lost = await position(one)
  expect(lost.offset).toBe(5)

  cluster.crash()
  onTestFinished(() => cluster.restart())
  standby.promote()
  address.leadTo(standby.port)

  const after = await position(one)
  expect(after.offset).toBe(replicated.offset)
  expect(after.epoch).not.toBe(lost.epoch)
  await publish(one, 2)
  // The same offset as before, under another epoch: nobody takes it for what was lost.
  expect(await position(one)).toEqual({ ...after, offset: lost.offset })
  expect(await position(other)).toEqual({ ...after, offset: lost.offset })
  expect((await position(await open(url))).epoch).toBe(after.epoch)
})

it('refuses a standby, which would show what is no more', async () => {
  const standby = await startCluster({ standbyOf: cluster })
  onTestFinished(() => standby.stop())
  await expect(openPostgres({ url: standby.url(), connections: 2 })).rejects.toMatchObject({
    code: 'storage_read_only',
  })
})
