/**
 * Migrations that build or drop indices of tables that may be large. In the transaction of the other migrations
 * PostgreSQL would keep all writers waiting meanwhile; so there each is a step of its own, outside of transactions
 * (postgres/change-index.ts). SQLite, with one writer anyway, takes it as any other migration.
 */
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export type IndexChange =
  | {
      create: string
      /** What stands after the name: `on table (columns) where …`. */
      definition: string
      unique?: true
    }
  | { drop: string }

export interface SchemaMigration extends Migration {
  /** There for migrations that do nothing else. */
  indices?: readonly IndexChange[]
}

/** Each of them may be repeated after it succeeded. */
export function changeIndices(...indices: IndexChange[]): SchemaMigration {
  return {
    indices,
    up: async (db) => {
      for (const index of indices) await sql.raw(indexStatement(index)).execute(db)
    },
  }
}

/** `how` is put after the word index: `concurrently`. */
export function indexStatement(index: IndexChange, how = ''): string {
  if ('drop' in index) return `drop index ${how} if exists ${index.drop}`
  return `create ${index.unique ? 'unique' : ''} index ${how} ${index.create} ${index.definition}`
}
