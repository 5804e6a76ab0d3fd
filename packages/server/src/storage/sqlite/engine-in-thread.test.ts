import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { InPlace, type SqliteConnection } from './connection.ts'
import { Engine, type EngineOptions } from './engine.ts'
import { EngineInThread } from './engine-in-thread.ts'
import { failureOf } from './failure-of.ts'

let folder: string
let inThread: SqliteConnection
let inPlace: SqliteConnection

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'copydesk-thread-'))
  const options = (name: string): EngineOptions => ({
    path: join(folder, name),
    role: 'writer',
    synchronous: 'normal',
    alsoPresent: [],
  })
  inThread = await EngineInThread.open(options('thread.db'))
  inPlace = new InPlace(Engine.open(options('place.db')))
})
afterEach(async () => {
  await Promise.all([inThread.close(), inPlace.close()])
  rmSync(folder, { recursive: true })
})

function run(connection: SqliteConnection, sql: string, parameters: readonly unknown[] = []) {
  return connection.execute({ type: 'run', sql, parameters, isWithin: false })
}

describe('SQLite in a thread', () => {
  it.each([
    ['integers up to 2^53', 'select ? as value', [Number.MAX_SAFE_INTEGER]],
    ['large integers as such', 'select typeof(?) as value', [2n ** 62n]],
    ['fractions and null', 'select ? as a, ? as b', [0.1, null]],
    ['text of every kind', 'select ? as value', ['a\u0000b \u{1f600} e\u0301 \ufeff']],
    ['halves of a pair', 'select ? as value', ['\ud83d']],
    ['bytes', 'select ? as value', [new Uint8Array([0, 255])]],
    ['what a change did', 'create table t (a)', []],
  ])('answers as in place: %s', async (_, sql, parameters) => {
    expect(await run(inThread, sql, parameters)).toEqual(await run(inPlace, sql, parameters))
  })

  it.each([
    ['an integer that is too large to be exact', 'select 9223372036854775807 as value', []],
    ['a table that is not there', 'select * from nowhere', []],
    ['a value that cannot be bound', 'select ?, ?', [1, {}]],
    ['a value that cannot be sent', 'select ?', [() => 1]],
    ['a statement of a lost transaction', 'select 1', undefined],
  ])('fails as in place: %s', async (_, sql, parameters) => {
    const [here, there] = await Promise.all(
      [inPlace, inThread].map((connection) =>
        connection.execute({ type: 'run', sql, parameters: parameters ?? [], isWithin: !parameters }).then(
          () => undefined,
          (error) => error,
        ),
      ),
    )
    expect(there).toBeInstanceOf(Error)
    if (typeof parameters?.[0] !== 'function') {
      expect(there).toMatchObject({ message: here.message, name: here.name })
      expect(there.errcode).toBe(here.errcode)
    }
    // The next answer is the next request's.
    expect((await run(inThread, 'select 2 as value')).rows).toEqual([{ value: 2 }])
  })

  it('says what the result code means', async () => {
    await run(inThread, 'create table t (a)')
    await run(inPlace, `attach '${join(folder, 'thread.db')}' as other`)
    await run(inPlace, 'begin immediate')
    await run(inPlace, 'insert into other.t values (1)')
    const error = await run(inThread, 'begin immediate').catch((error) => error)
    expect(failureOf(error)?.code).toBe('storage_busy')
    await run(inPlace, 'rollback')
  })

  it('lets everything else happen while a statement takes its time', async () => {
    let turns = 0
    let isOver = false
    const count = () => {
      turns += 1
      if (!isOver) setImmediate(count)
    }
    setImmediate(count)
    const slow =
      'with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) select max(i) from n'
    await run(inThread, slow)
    isOver = true
    expect(turns).toBeGreaterThan(1)
  })

  it('says why a file cannot be opened', async () => {
    const options = { path: folder, role: 'writer', synchronous: 'normal', alsoPresent: [] } as const
    const error = await EngineInThread.open(options).catch((error) => error)
    expect(failureOf(error)?.code).toBe('storage_unreachable')
  })
})
