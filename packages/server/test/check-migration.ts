/**
 * What squawk (https://squawkhq.com) finds in a migration that runs while others read and write: locks that keep them
 * waiting, and steps that the version before, which runs beside it, would not understand. It reads what PostgreSQL would
 * be sent, the limits of the transaction included.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Kysely, type PostgresPool } from 'kysely'
import type { SchemaMigration } from '../src/storage/migrations/index-change.ts'
import { changeIndex } from '../src/storage/postgres/change-index.ts'
import { CopydeskPostgresDialect } from '../src/storage/postgres/dialect.ts'
import { migrating } from '../src/storage/postgres/migrate-postgres.ts'
import type { Tables } from '../src/storage/schema.ts'

/** Asked of nobody here: numbers of this kind count and switch, and ids are text. */
const excluded = ['prefer-bigint-over-int']

/**
 * A change of an index locks against other changes of the schema only, sets nothing that a pooler would hand to others,
 * and looks by itself whether it was begun before.
 */
const needlessForIndexes = ['require-lock-timeout', 'require-statement-timeout', 'prefer-robust-stmts']

/** The rules that each of these migrations breaks, by its name. */
export async function checkMigrations(
  migrations: Readonly<Record<string, SchemaMigration>>,
): Promise<Record<string, string[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-squawk-'))
  try {
    for (const [name, migration] of Object.entries(migrations)) {
      const statements = await compile(migration)
      writeFileSync(join(folder, `${name}.sql`), statements.map((statement) => `${statement};\n`).join(''))
    }
    const broken: Record<string, string[]> = Object.fromEntries(
      Object.keys(migrations).map((name) => [name, []]),
    )
    for (const { file, rule_name: rule } of lint(folder)) {
      const name = basename(file, '.sql')
      if (migrations[name]?.indices && needlessForIndexes.includes(rule)) continue
      const rules = broken[name]
      if (rules && !rules.includes(rule)) rules.push(rule)
    }
    return broken
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The statements of a migration on an empty database. */
async function compile(migration: SchemaMigration): Promise<string[]> {
  const statements: string[] = []
  const nothing = { command: 'SELECT' as const, rows: [], rowCount: 0 }
  const pool = {
    connect: async () => ({
      query: async (statement: string) => {
        statements.push(statement)
        return nothing
      },
      release: () => {},
    }),
    end: async () => {},
  } as unknown as PostgresPool
  const db = new Kysely<Tables>({ dialect: new CopydeskPostgresDialect({ pool, transactions: migrating }) })
  for (const index of migration.indices ?? []) await changeIndex(db, index)
  if (!migration.indices) await db.transaction().execute((tx) => migration.up(tx))
  return statements
}

interface Finding {
  file: string
  rule_name: string
}

function lint(folder: string): Finding[] {
  const args = [
    '--pg-version=15',
    '--reporter=json',
    `--exclude=${excluded.join(',')}`,
    join(folder, '*.sql'),
  ]
  try {
    return JSON.parse(execFileSync(findSquawk(), args, { encoding: 'utf8', stdio: 'pipe' }))
  } catch (error) {
    // It exits with 1 when it found something.
    if (error instanceof Error && 'status' in error && error.status === 1 && 'stdout' in error) {
      return JSON.parse(String(error.stdout))
    }
    if (isMissing(error)) {
      throw new Error('There is no squawk, which npm brings for Linux on x64 only: put it in the path.', {
        cause: error,
      })
    }
    throw error
  }
}

/** The npm registry has the program for this one platform; elsewhere it is taken from the path. */
function findSquawk(): string {
  try {
    return createRequire(import.meta.url).resolve('@squawk-cli/linux-x64/bin/squawk')
  } catch {
    return 'squawk'
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
