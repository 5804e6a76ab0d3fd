/** Whether a database is one that Copydesk can use; asked before anything in it is changed, so that the words can be plain. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../schema.ts'
import { StorageFailure } from '../storage-failure.ts'
import { StorageRefusedError } from '../storage-refused-error.ts'

const oldestVersion = 15

interface Facts {
  version: string
  encoding: string
  is_standby: boolean
  /** Where tables are made; null where nothing of `search_path` is there, or the role may not look into it. */
  schema: string | null
  /** As it is written in SQL. */
  role: string
  database: string
  search_path: string
  may_create: boolean
  has_tables: boolean
}

/** Throws StorageRefusedError or StorageFailure. `address` is for people. */
export async function refuseUnusable(db: Kysely<Tables>, address: string): Promise<void> {
  const { rows } = await sql<Facts>`
    select current_setting('server_version') as version, current_setting('server_encoding') as encoding,
      pg_is_in_recovery() as is_standby, quote_ident(current_schema()) as schema, quote_ident(current_user) as role,
      quote_ident(current_database()) as database, current_setting('search_path') as search_path,
      coalesce(has_schema_privilege(current_schema(), 'create'), false) as may_create,
      to_regclass('kysely_migration') is not null as has_tables`.execute(db)
  const [facts] = rows
  if (!facts) throw new Error('PostgreSQL told nothing about itself')
  if (Number.parseInt(facts.version, 10) < oldestVersion) {
    throw new StorageRefusedError(
      `The database ${address} is PostgreSQL ${facts.version}; Copydesk needs ${oldestVersion} or newer. Nothing was changed.`,
    )
  }
  if (facts.encoding !== 'UTF8') {
    throw new StorageRefusedError(
      `The database ${address} has the encoding ${facts.encoding} and needs UTF8, or it could not hold every text. ` +
        'Nothing was changed. Make it with createdb --encoding=UTF8 --template=template0 NAME.',
    )
  }
  if (facts.is_standby) {
    throw new StorageFailure('storage_read_only', {
      cause: new Error(`${address} is a standby`),
      remedy: 'Name the primary in COPYDESK_DATABASE_URL.',
    })
  }
  // A role that changes rows only is enough where another one has migrated.
  if (!facts.may_create && !facts.has_tables) refuseWithoutSchema(facts)
}

function refuseWithoutSchema({ schema, role, database, search_path: searchPath }: Facts): never {
  if (schema === null) {
    throw new StorageFailure('storage_refused', {
      cause: new Error(`no schema of search_path (${searchPath}) is there for ${role}`),
      remedy: `Connected to the database ${database}: CREATE SCHEMA NAME AUTHORIZATION ${role}; ALTER ROLE ${role} IN DATABASE ${database} SET search_path = NAME;`,
    })
  }
  throw new StorageFailure('storage_refused', {
    cause: new Error(`permission denied for schema ${schema}`),
    remedy: `As the owner of the database ${database} and connected to it: GRANT USAGE, CREATE ON SCHEMA ${schema} TO ${role};`,
  })
}
