import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Tables } from '../schema.ts'
import { InPlace } from './connection.ts'
import { EngineDialect } from './dialect.ts'
import { Engine } from './engine.ts'

const engine = new Engine(new DatabaseSync(':memory:'), { role: 'reader', path: ':memory:', alsoPresent: [] })
const dialect = new EngineDialect(new InPlace(engine), 'reader')
const db = new Kysely<Tables>({ dialect })
const projects = db.selectFrom('projects').select('id').where('name', '=', 'a')

it('leaves row locks out of the SQL, for one writer has nothing to lock', () => {
  const { sql: plain } = projects.compile()
  for (const locking of [
    projects.forNoKeyUpdate(),
    projects.forUpdate().skipLocked(),
    projects.forUpdate().noWait(),
    projects.forShare(),
    projects.forKeyShare(),
    projects.forUpdate('projects'),
  ]) {
    expect(locking.compile().sql).toBe(plain)
  }
})

it('leaves them out of subqueries too, and keeps what else ends a query', () => {
  const locked = db.selectFrom('comments').select('id').where('project_id', 'in', projects.forNoKeyUpdate())
  expect(locked.modifyEnd(sql`-- kept`).compile().sql).toMatch(/\(select [^)]*"name" = \?\) -- kept$/)
})
