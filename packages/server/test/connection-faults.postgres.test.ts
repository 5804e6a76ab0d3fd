/** Whatever keeps the server from PostgreSQL is told in a sentence that an operator can act on, without the password. */
import { chownSync, copyFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeCertificate } from '@copydesk/testkit'
import { type Cluster, startCluster, startPgBouncer } from '@copydesk/testkit/postgres'
import { freePort } from '@copydesk/testkit/proxies'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { systemFailure } from '../src/cli/system-failure.ts'
import { Readiness } from '../src/http/readiness.ts'
import { openPostgres } from '../src/storage/postgres/open.ts'
import type { Storage } from '../src/storage/storage.ts'
import { storageHealth } from '../src/storage/storage-health.ts'

const password = 'p@ss:w/o?r#d%'
const certificate = makeCertificate()
let cluster: Cluster

beforeAll(async () => {
  cluster = await startCluster({ settings: { synchronous_commit: 'on' } })
  for (const statement of [
    `create role writer login password '${password}'`,
    'create role stranger login',
    'create database desk owner writer',
    'create database other',
    `create database latin encoding 'LATIN1' locale 'C' template template0`,
    'alter database other connection limit 0',
  ]) {
    await asSuperuser(statement)
  }
  // A file of the cluster's own user; TLS is there from now on, and one role may come with it only.
  const data = join(cluster.folder, 'data')
  const { uid, gid } = statSync(data)
  for (const [name, from] of [
    ['server.crt', certificate.certFile],
    ['server.key', join(certificate.certFile, '../key.pem')],
  ] as const) {
    copyFileSync(from, join(data, name))
    chownSync(join(data, name), uid, gid)
  }
  writeFileSync(
    join(data, 'pg_hba.conf'),
    `hostssl all stranger all trust
local all all trust
host all postgres all trust
host all writer all scram-sha-256
`,
  )
  await asSuperuser('alter system set ssl = on')
  await asSuperuser('select pg_reload_conf()')
})
afterAll(async () => {
  await cluster.stop()
  certificate.remove()
})

const address = (user: string, database = 'desk', options = '') =>
  `postgres://${user}@127.0.0.1:${cluster.port}/${database}${options}`
/** A busy machine takes its time, which is no failure. */
const patiently = { timeout: 30_000 }
const writer = `writer:${encodeURIComponent(password)}`

async function open(url: string): Promise<Storage> {
  const storage = await openPostgres({ url, connections: 4 })
  onTestFinished(() => storage.close())
  return storage
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new Client({ connectionString: cluster.url() })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** What the command line says. */
async function complaint(url: string): Promise<string> {
  const error: unknown = await open(url).catch((error: unknown) => error)
  const words = systemFailure(error) ?? String(error)
  expect(words).not.toContain(password)
  expect(words).not.toContain(encodeURIComponent(password))
  return words
}

describe('an address that leads nowhere', () => {
  it.each([
    [
      'a wrong password',
      () => address('writer:wrong'),
      /password authentication failed.*Check the user and the password/,
    ],
    ['no password', () => address('writer'), /has none/],
    ['an unknown user', () => address('nobody:x'), /pg_hba\.conf/],
    ['no such database', () => address('postgres', 'missing'), /"missing" does not exist.*createdb/],
    [
      'a database that takes no more',
      () => address(writer, 'other'),
      /too many connections.*COPYDESK_DATABASE_CONNECTIONS/,
    ],
    ['TLS that is asked for', () => address('stranger'), /pg_hba\.conf.*sslmode=require/],
    [
      'a certificate that nobody knows',
      () => address('stranger', 'desk', '?sslmode=verify-full'),
      /self-signed.*sslrootcert/,
    ],
    [
      'a right that is missing',
      () => address('stranger', 'desk', '?sslmode=require'),
      /permission denied.*owner/,
    ],
    ['an encoding that holds not every text', () => address('postgres', 'latin'), /LATIN1.*UTF8/],
  ])('%s', async (_, url, words) => {
    expect(await complaint(url())).toMatch(words)
  })

  it('a port where nobody listens, and a host that nobody knows', async () => {
    const port = await freePort()
    expect(await complaint(`postgres://postgres@127.0.0.1:${port}/desk`)).toMatch(
      /ECONNREFUSED.*Nothing listens/,
    )
    expect(await complaint(`postgres://postgres@[::1]:${port}/desk`)).toMatch(/ECONNREFUSED|EADDRNOTAVAIL/)
    expect(await complaint('postgres://postgres@nowhere.invalid/desk')).toMatch(/host|name server/)
  })

  it('a server without TLS that is asked for it', async () => {
    const plain = await startCluster()
    onTestFinished(() => plain.stop())
    expect(await complaint(`${plain.url()}?sslmode=require`)).toMatch(/no TLS.*sslmode=disable/)
  })
})

describe('an address that leads to PostgreSQL', () => {
  it.each([
    ['with every sign in its password', () => address(writer)],
    [
      'with TLS whose authority is named',
      () => address(writer, 'desk', `?sslmode=verify-full&sslrootcert=${certificate.certFile}`),
    ],
    ['with TLS that is not looked at', () => address(writer, 'desk', '?sslmode=require')],
  ])('%s', async (_, url) => {
    const storage = await open(url())
    expect(Object.keys(await storage.sizes())).toEqual(['database'])
  })
})

describe('while the server runs', () => {
  const write = (storage: Storage, key: string) =>
    storage.write((tx) => tx.insertInto('meta').values({ key, value: '' }).execute())

  it('a restart costs those under way, and nobody after it', async () => {
    const storage = await open(address('postgres'))
    await write(storage, 'before')
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const { promise: stopped, resolve: stop } = Promise.withResolvers<void>()
    const interrupted = storage.write(async (tx) => {
      await tx.insertInto('meta').values({ key: 'under way', value: '' }).execute()
      begin()
      await stopped
      await tx.insertInto('meta').values({ key: 'after', value: '' }).execute()
    })
    await begun
    cluster.restart()
    stop()
    await expect(interrupted).rejects.toMatchObject({ code: 'storage_unreachable' })
    await write(storage, 'later')
    const rows = await storage.read((tx) => tx.selectFrom('meta').select('key').execute())
    const keys = rows.map(({ key }) => key)
    expect(keys).toEqual(expect.arrayContaining(['before', 'later']))
    expect(keys).not.toContain('under way')
  })

  it('makes the server unready while it is stopped, by name, and ready again by itself', async () => {
    const storage = await open(address('postgres'))
    let time = 0
    const readiness = new Readiness({ elapsed: () => time }, storageHealth({ storage, now: () => time }))
    const check = async () => {
      time += 1000
      const checks = await readiness.check()
      return Object.entries(checks).map(([name, [one]]) => `${name} ${one?.code ?? one?.status}`)
    }
    const healthy = ['database:write pass', 'database:read pass', 'database:schema pass']
    await expect.poll(check, patiently).toEqual(healthy)
    cluster.crash()
    await expect
      .poll(check, patiently)
      .toEqual(['database:write storage_unreachable', 'database:read storage_unreachable'])
    cluster.restart()
    await expect.poll(check, patiently).toEqual(healthy)
  })

  it('connections that PostgreSQL refuses are told as busy, and come back by themselves', async () => {
    const storage = await open(address(writer))
    await asSuperuser('alter role writer connection limit 0')
    await asSuperuser(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'writer'`)
    const attempt = () =>
      write(storage, `z${Math.random()}`).then(
        () => 'written',
        (error) => `${error.code} ${error.cause?.code}`,
      )
    await expect.poll(attempt, patiently).toBe('storage_busy 53300')
    await asSuperuser('alter role writer connection limit -1')
    await expect.poll(attempt, patiently).toBe('written')
  })

  it('a transaction that holds the only connection costs others five seconds, and nothing of it is lost', async () => {
    const storage = await openPostgres({ url: address('postgres'), connections: 2 })
    onTestFinished(() => storage.close())
    const held = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const long = storage.write(async (tx) => {
      await tx.insertInto('meta').values({ key: 'long', value: '' }).execute()
      begun.resolve()
      await held.promise
    })
    await begun.promise
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const refused = write(storage, 'refused').catch((error) => error.code)
    await vi.advanceTimersByTimeAsync(5000)
    expect(await refused).toBe('storage_busy')
    vi.useRealTimers()
    const rows = await storage.read((tx) =>
      tx.selectFrom('meta').select('key').where('key', 'in', ['long', 'refused']).execute(),
    )
    expect(rows).toEqual([])
    held.resolve()
    await long
    await write(storage, 'refused')
  })

  it('a row that somebody else keeps locked costs five seconds, and says so', async () => {
    const storage = await open(address('postgres'))
    const other = new Client({ connectionString: address('postgres') })
    await other.connect()
    await other.query(`begin; select 1 from meta where key = 'schema_floor' for update`)
    const change = storage.write((tx) =>
      tx.updateTable('meta').set({ value: 'x' }).where('key', '=', 'schema_floor').execute(),
    )
    await expect(change).rejects.toMatchObject({ code: 'storage_busy' })
    await other.end()
  })

  it('a database that became read-only is told as that', async () => {
    const storage = await open(address('postgres'))
    await asSuperuser('alter system set default_transaction_read_only = on')
    await asSuperuser('select pg_reload_conf()')
    await expect
      .poll(() => write(storage, `x${Math.random()}`).catch((error) => error.code), { timeout: 60_000 })
      .toBe('storage_read_only')
    await asSuperuser('alter system reset default_transaction_read_only')
    await asSuperuser('select pg_reload_conf()')
    await expect
      .poll(
        () =>
          write(storage, `y${Math.random()}`).then(
            () => 'written',
            () => 'refused',
          ),
        { timeout: 60_000 },
      )
      .toBe('written')
  })
})

describe('through PgBouncer in transaction mode', () => {
  it('reads, writes, waits and migrates, with fewer connections than there are writers', async () => {
    await asSuperuser('create database pooled')
    const bouncer = await startPgBouncer(cluster)
    onTestFinished(() => bouncer.stop())
    const url = `postgres://postgres@127.0.0.1:${bouncer.port}/pooled`
    const storages = await Promise.all([open(url), open(url)])
    await storages[0].write((tx) => tx.insertInto('meta').values({ key: 'count', value: '0' }).execute())
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        storages[(index % 2) as 0 | 1].write(async (tx) => {
          const row = await tx
            .selectFrom('meta')
            .select('value')
            .where('key', '=', 'count')
            .forNoKeyUpdate()
            .executeTakeFirstOrThrow()
          await tx
            .updateTable('meta')
            .set({ value: String(Number(row.value) + 1) })
            .where('key', '=', 'count')
            .execute()
        }),
      ),
    )
    const rows = await storages[1].read((tx) =>
      tx.selectFrom('meta').select('value').where('key', '=', 'count').execute(),
    )
    expect(rows).toEqual([{ value: '40' }])
  })
})
