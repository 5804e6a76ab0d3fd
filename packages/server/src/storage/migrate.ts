/**
 * Brings a database to the newest schema, all of it in one transaction, and sees to its epoch. A database may be ahead
 * of this program: versions run side by side while servers are replaced one by one, and an upgrade that went wrong is
 * taken back. So the database remembers the oldest schema that a program must know to write into it (`schema_floor`).
 */
import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { migrations as allMigrations, schemaFloor } from './migrations/index.ts'
import { newEpoch } from './new-epoch.ts'
import type { Tables } from './schema.ts'
import { StorageRefusedError } from './storage-refused-error.ts'

/** Applies what is missing and returns the names applied. Throws with nothing changed when one fails. */
export function migrateToLatest(
  db: Kysely<Tables>,
  migrations: Record<string, Migration> = allMigrations,
): Promise<string[]> {
  return db.transaction().execute(async (tx) => {
    const applied = await appliedMigrations(tx)
    if (applied.length > 0) refuseTooNew(applied, await readFloor(tx))
    const unknown = applied.filter((name) => !(name in migrations))
    // Kysely wants to know all that was applied; what a newer program applied stays as it is.
    const known = { ...migrations, ...Object.fromEntries(unknown.map((name) => [name, nothing])) }
    const migrator = new Migrator({ db: tx, provider: { getMigrations: async () => known } })
    const { error, results } = await migrator.migrateToLatest()
    if (error) throw error
    await tx
      .insertInto('meta')
      .values({ key: 'epoch', value: newEpoch() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    if (unknown.length === 0) await raiseFloor(tx)
    return (results ?? []).map((result) => result.migrationName)
  })
}

/** Throws a StorageRefusedError where a newer program applied what keeps this one from writing. */
export function refuseTooNew(applied: readonly string[], floor: string | undefined): void {
  const unknown = applied.filter((name) => !(name in allMigrations))
  if (unknown.length === 0 || (floor !== undefined && floor in allMigrations)) return
  throw new StorageRefusedError(
    `The database was written by a newer Copydesk (it has ${unknown.join(', ')}). ` +
      'Nothing was changed. Start that version again, or restore a backup from before the upgrade.',
  )
}

/** Where the oldest schema that a program must know is remembered, in `meta`. */
export const floorKey = 'schema_floor'

const nothing: Migration = { up: async () => {} }

async function appliedMigrations(tx: Kysely<Tables>): Promise<string[]> {
  const tables = await tx.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return []
  const rows = await tx
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute()
  return rows.map(({ name }) => name)
}

async function readFloor(tx: Kysely<Tables>): Promise<string | undefined> {
  const row = await tx.selectFrom('meta').select('value').where('key', '=', floorKey).executeTakeFirst()
  return row?.value
}

async function raiseFloor(tx: Kysely<Tables>): Promise<void> {
  await tx
    .insertInto('meta')
    .values({ key: floorKey, value: schemaFloor })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: schemaFloor }))
    .execute()
}
