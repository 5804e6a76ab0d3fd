/** Which databases are taken, which are refused and with what words, and that they all answer alike. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createPostgresDatabase } from '../../../test/postgres-database.ts'
import { systemFailure } from '../../cli/system-failure.ts'
import { StorageJournal } from '../journal.ts'
import type { Storage } from '../storage.ts'
import { connectionOptions } from './connection-options.ts'
import { openPostgres } from './open.ts'

async function open(url: string): Promise<Storage> {
  const storage = await openPostgres({ url, connections: 2 })
  onTestFinished(() => storage.close())
  return storage
}

/** What the command line says. */
async function complaint(url: string): Promise<string> {
  const error: unknown = await open(url).catch((error: unknown) => error)
  return systemFailure(error) ?? String(error)
}

/** The address of a PostgreSQL that says that it is an older one, and is otherwise the one behind `url`. */
async function asVersion(
  version: string,
  { url, query }: { url: string; query: (text: string) => Promise<unknown> },
) {
  const [{ server_version: real }] = (await query('show server_version')) as [{ server_version: string }]
  const { client, port, database } = connectionOptions(url)
  const server = createServer((socket) => {
    const onward = connect(`${client.host}/.s.PGSQL.${port}`)
    socket.pipe(onward)
    // As long as the real one, since messages say their length.
    onward.on('data', (data) => {
      const text = data.toString('latin1').replaceAll(real, version.padEnd(real.length))
      socket.write(Buffer.from(text, 'latin1'))
    })
    for (const side of [socket, onward]) side.on('error', () => {})
    socket.on('close', () => onward.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
  })
  return `postgres://postgres@127.0.0.1:${(server.address() as AddressInfo).port}/${database}?sslmode=disable`
}

describe('the version', () => {
  it.each(['14.21', '9.6.24', '13beta2'])('%s is too old', async (version) => {
    const database = await createPostgresDatabase()
    expect(await complaint(await asVersion(version, database))).toMatch(
      /is PostgreSQL .*; Copydesk needs 15 or newer\. Nothing was changed\./,
    )
    expect(await database.query(`select relname from pg_class where relname = 'meta'`)).toEqual([])
  })

  it.each(['15.0', '16beta1', '19.1'])('%s will do', async (version) => {
    await open(await asVersion(version, await createPostgresDatabase()))
  })
})

describe('the order of text', () => {
  it.each([
    ['C', `locale 'C'`],
    ['C.UTF-8', `locale 'C.UTF-8'`],
    ['ICU', `locale_provider icu icu_locale 'en-US' locale 'C.UTF-8'`],
    ['ICU, German telephone books', `locale_provider icu icu_locale 'de-u-co-phonebk' locale 'C.UTF-8'`],
  ])('is that of code points in a database made with %s', async (_, options) => {
    const { url, query } = await createPostgresDatabase(`template template0 encoding 'UTF8' ${options}`)
    const storage = await open(url)
    const words = [
      'b',
      'B',
      'a',
      'A',
      'Ä',
      'ä',
      '-a',
      ' z',
      'é',
      'e',
      '_',
      '10',
      '9',
      'ß',
      'ss',
      'İ',
      'i',
      'I',
      '文',
      '😀',
      '',
    ]
    await storage.write((tx) =>
      tx
        .insertInto('comment_counts')
        .values(words.map((word) => ({ subject_id: word, count: 0 })))
        .execute(),
    )
    const rows = await storage.read((tx) =>
      tx.selectFrom('comment_counts').select('subject_id').orderBy('subject_id').execute(),
    )
    const byCodePoint = words.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    expect(rows.map((row) => row.subject_id)).toEqual(byCodePoint)
    const folded = await storage.read((tx) =>
      sql<{
        word: string
      }>`select fold_case(subject_id) as word from comment_counts order by subject_id`.execute(tx),
    )
    expect(folded.rows.map(({ word }) => word)).toEqual(byCodePoint.map((word) => word.toLowerCase()))
    // None that a migration forgot.
    expect(
      await query(`select attrelid::regclass::text as table, attname from pg_attribute a
        join pg_class c on c.oid = attrelid join pg_collation l on l.oid = attcollation
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and c.relname not like 'kysely%'
        and attnum > 0 and not attisdropped and collname <> 'C'`),
    ).toEqual([])
  })
})

it.each(['SQL_ASCII', 'LATIN1'])('a database with the encoding %s is refused', async (encoding) => {
  const { url } = await createPostgresDatabase(`template template0 locale 'C' encoding '${encoding}'`)
  expect(await complaint(url)).toMatch(
    new RegExp(`encoding ${encoding} and needs UTF8.*createdb --encoding=UTF8`),
  )
})

describe('a role', () => {
  it('that may not create tables is told what to grant it, and can go on then', async () => {
    const { as, query, role } = await createPostgresDatabase()
    await query(`create role ${role} login`)
    const words = await complaint(as(role))
    expect(words).toMatch(/permission denied for schema public/)
    const grant = /connected to it: (GRANT .* ON SCHEMA public TO .*;)$/.exec(words)?.[1] ?? ''
    await query(grant)
    await open(as(role))
  })

  it('that may change rows only is enough once another one has migrated', async () => {
    const { as, query, role, url } = await createPostgresDatabase()
    await open(url)
    await query(`create role ${role} login;
      grant select, insert, update, delete on all tables in schema public to ${role}`)
    const storage = await open(as(role))
    await storage.write((tx) => tx.insertInto('meta').values({ key: 'mine', value: '' }).execute())
  })

  it('without a schema is told how to make one, and uses its own', async () => {
    const { as, query, role } = await createPostgresDatabase()
    await query(`create role ${role} login; revoke all on schema public from public`)
    const words = await complaint(as(role))
    const advice = /: (CREATE SCHEMA .*)$/.exec(words)?.[1] ?? ''
    await query(advice.replaceAll('NAME', 'desk'))
    await open(as(role))
    expect(
      await query(`select relnamespace::regnamespace::text as schema from pg_class
      where relname in ('meta', 'kysely_migration') order by relname`),
    ).toEqual([{ schema: 'desk' }, { schema: 'desk' }])
  })
})

it('two Copydesks have a database together, each in a schema of its own', async () => {
  const { url, query } = await createPostgresDatabase()
  await query('create schema one; create schema two')
  const at = (schema: string) => `${url}&options=-c%20search_path%3D${schema}`
  for (const schema of ['one', 'two', 'one']) {
    const storage = await open(at(schema))
    await storage.write((tx) =>
      tx
        .insertInto('work_locks')
        .values({ name: schema })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    )
  }
  expect(await query('select name from one.work_locks union all select name from two.work_locks')).toEqual([
    { name: 'one' },
    { name: 'two' },
  ])
})

describe('a server as a service', () => {
  const epochOf = async (url: string) =>
    (await new StorageJournal(await open(url)).position('projects')).epoch

  it.each([
    ['takes the right to them', 'revoke execute on function pg_walfile_name(pg_lsn) from public'],
    ['does not have them', 'alter function pg_walfile_name(pg_lsn) rename to withheld'],
    [
      'refuses them',
      `create or replace function pg_catalog.pg_walfile_name(pg_lsn) returns text language plpgsql
        as $$ begin raise feature_not_supported; end $$`,
    ],
  ])('that %s keeps its epoch without the functions of the log', async (_, withhold) => {
    const { as, query, role } = await createPostgresDatabase()
    await query(`create role ${role} login; grant create on schema public to ${role}`)
    await query(withhold)
    const epoch = await epochOf(as(role))
    expect(await epochOf(as(role))).toBe(epoch)
    // A new file stands for another history, as everywhere.
    await query('vacuum full channels')
    expect(await epochOf(as(role))).not.toBe(epoch)
  })
})
