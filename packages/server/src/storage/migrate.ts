/**
 * Brings a database to the newest schema, and sees to its epoch. A database may be ahead of this program: versions run
 * side by side while servers are replaced one by one, and an upgrade that went wrong is taken back. So the database
 * remembers the oldest schema that a program must know to write into it (`schema_floor`).
 */
import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations as allMigrations, schemaFloor } from './migrations/index.ts'
import type { IndexChange, SchemaMigration } from './migrations/index-change.ts'
import { newEpoch } from './new-epoch.ts'
import type { Tables } from './schema.ts'
import type { Tx } from './storage.ts'
import { StorageRefusedError } from './storage-refused-error.ts'

type Migrations = Readonly<Record<string, SchemaMigration>>

/** Applies what is missing in one transaction and returns the names applied. Throws with nothing changed when one fails. */
export function migrateToLatest(
  db: Kysely<Tables>,
  migrations: Migrations = allMigrations,
): Promise<string[]> {
  return db.transaction().execute(async (tx) => (await migrateWithin(tx, { migrations })).applied)
}

export interface MigrationParts {
  migrations?: Migrations | undefined
  /** Changes indices outside of the transaction; left out, all of it happens within. */
  changeIndices?: (indices: readonly IndexChange[]) => Promise<void>
  /** The database's schema that the tables are in; left out where it has no schemas. */
  schema?: string | undefined
}

/**
 * Applies what is missing, up to the next change of indices that is to be a step of its own: `isDone` is false then,
 * and the next transaction begins with it. A new database, where nobody waits for an index, is made at once.
 */
export async function migrateWithin(
  tx: Kysely<Tables>,
  { migrations = allMigrations, changeIndices, schema }: MigrationParts = {},
): Promise<{ applied: string[]; isDone: boolean }> {
  const before = await appliedMigrations(tx, schema)
  if (before.length > 0) refuseTooNew(before, await readFloor(tx))
  const missing = Object.keys(migrations).filter((name) => !before.includes(name))
  // Kysely wants to know all that was applied; what a newer program applied stays as it is.
  const known: Record<string, SchemaMigration> = Object.fromEntries(before.map((name) => [name, nothing]))
  let isDone = true
  for (const [index, name] of missing.entries()) {
    const migration = migrations[name] ?? nothing
    known[name] = migration
    if (!migration.indices || !changeIndices || before.length === 0) continue
    isDone = index === 0
    if (!isDone) {
      delete known[name]
      break
    }
    await changeIndices(migration.indices)
    known[name] = nothing
  }
  const migrator = new Migrator({
    db: tx,
    provider: { getMigrations: async () => known },
    ...(schema !== undefined && { migrationTableSchema: schema }),
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  await tx
    .insertInto('meta')
    .values({ key: 'epoch', value: newEpoch() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const isAhead = before.some((name) => !(name in migrations))
  if (isDone && !isAhead) await raiseFloor(tx)
  return { applied: (results ?? []).map((result) => result.migrationName), isDone }
}

/** Throws a StorageRefusedError where a newer program applied what keeps this one from writing. */
export function refuseTooNew(applied: readonly string[], floor: string | undefined): void {
  if (!isTooNew(applied, floor)) return
  const unknown = applied.filter((name) => !(name in allMigrations))
  throw new StorageRefusedError(
    `The database was written by a newer Copydesk (it has ${unknown.join(', ')}). ` +
      'Nothing was changed. Start that version again, or restore a backup from before the upgrade.',
  )
}

/** What the database says of its schema: the migrations that were applied, and its floor. */
export interface KnownSchema {
  applied: readonly string[]
  floor: string | undefined
}

/** Of a database that was brought up before. */
export async function readSchema(tx: Tx): Promise<KnownSchema> {
  return { applied: await readApplied(tx), floor: await readFloor(tx) }
}

/** Why this program may not use a database with such a schema; undefined when it may. */
export function whyNotUsable({ applied, floor }: KnownSchema): string | undefined {
  const missing = Object.keys(allMigrations).find((name) => !applied.includes(name))
  if (missing !== undefined) return `Its schema is older than this version: ${missing} is missing.`
  return isTooNew(applied, floor)
    ? 'A newer version changed it so that this one may not write any more.'
    : undefined
}

/** Where the oldest schema that a program must know is remembered, in `meta`. */
export const floorKey = 'schema_floor'

function isTooNew(applied: readonly string[], floor: string | undefined): boolean {
  const isKnown = (name: string) => name in allMigrations
  return !applied.every(isKnown) && (floor === undefined || !isKnown(floor))
}

const nothing: SchemaMigration = { up: async () => {} }

async function appliedMigrations(tx: Kysely<Tables>, schema: string | undefined): Promise<string[]> {
  const tables = await tx.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration' && table.schema === schema)) return []
  return readApplied(tx)
}

async function readApplied(tx: Kysely<Tables>): Promise<string[]> {
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
