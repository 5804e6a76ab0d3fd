/** Makes the database refuse one kind of write, as a broken disk or a bug would, until it is lifted or the test ends. */
import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'

/** Returns what lifts it. */
export async function failWrites(
  storage: Storage,
  event: 'insert' | 'update',
  table: string,
): Promise<() => Promise<void>> {
  const run = async (...statements: string[]) => {
    await storage.write(async (tx) => {
      for (const statement of statements) await sql.raw(statement).execute(tx)
    })
  }
  const isPostgres = storage.database === 'postgres'
  if (isPostgres) {
    await run(
      "create function fault() returns trigger language plpgsql as $$ begin raise exception 'disk on fire'; end $$",
      `create trigger fault before ${event} on ${table} for each row execute function fault()`,
    )
  } else {
    await run(
      `create trigger fault before ${event} on ${table} begin select raise(abort, 'disk on fire'); end`,
    )
  }
  let isLifted = false
  const lift = async () => {
    if (isLifted) return
    isLifted = true
    await run(isPostgres ? 'drop function fault cascade' : 'drop trigger fault')
  }
  onTestFinished(lift)
  return lift
}
