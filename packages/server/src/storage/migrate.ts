/** Brings a database to the newest schema, all of it in one transaction, and sees to its epoch. */
import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { migrations as allMigrations } from './migrations/index.ts'
import type { Tables } from './schema.ts'

/** Applies what is missing and returns the names applied. Throws with nothing changed when one fails. */
export async function migrateToLatest(
  db: Kysely<Tables>,
  migrations: Record<string, Migration> = allMigrations,
): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  await db
    .insertInto('meta')
    .values({ key: 'epoch', value: newEpoch() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (results ?? []).map((result) => result.migrationName)
}

/** A fresh epoch: 48 random bits in base64url. */
export function newEpoch(): string {
  return randomBytes(6).toString('base64url')
}
