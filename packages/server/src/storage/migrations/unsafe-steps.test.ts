/**
 * No migration may stop those who work while it runs, nor what the version before needs: servers of both run side by
 * side. A planted migration for each fault shows that it would be found.
 */
import { type Kysely, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { checkMigrations } from '../../../test/check-migration.ts'
import { migrations } from './index.ts'
import { changeIndices, type SchemaMigration } from './index-change.ts'

const unreleased = 'older than the first release: no database with rows to wait for had it applied'

/** Never to be added to without a reason that is true for somebody's large database. */
const allowed: Record<string, { rules: string[]; because: string }> = {
  '0012-due-dates': { rules: ['ban-drop-column'], because: unreleased },
  '0019-base-versions': { rules: ['require-concurrent-index-creation'], because: unreleased },
  '0022-external-ids': { rules: ['require-concurrent-index-creation'], because: unreleased },
  '0023-kinds-of-work': { rules: ['require-concurrent-index-creation'], because: unreleased },
  '0024-item-actions': {
    rules: [
      'ban-drop-table',
      'renaming-table',
      'require-concurrent-index-creation',
      'require-concurrent-index-deletion',
    ],
    because: unreleased,
  },
  '0025-notification-order': { rules: ['require-concurrent-index-creation'], because: unreleased },
  '0029-releases-without-project': {
    rules: ['ban-drop-not-null'],
    because: 'the version before asks for releases by their project, and so for none that has none',
  },
  '0034-notifications-without-project': { rules: ['ban-drop-not-null'], because: unreleased },
  '0052-comments-on-texts': { rules: ['ban-drop-not-null'], because: unreleased },
  '0061-no-withdrawn-notifications': { rules: ['ban-drop-column'], because: unreleased },
}

const alter = (change: string) => inSql(`alter table versions ${change}`)
const inSql = (...statements: string[]): SchemaMigration => ({
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
})

/** By the rule that refuses it. */
const planted: Record<string, SchemaMigration> = {
  'adding-required-field': alter('add column place text not null'),
  'adding-field-with-default': alter('add column place text not null default gen_random_uuid()'),
  'adding-not-nullable-field': alter('alter column base_version_id set not null'),
  'constraint-missing-not-valid': alter('add constraint versions_numbered check (number > 0)'),
  'adding-foreign-key-constraint': alter(
    'add constraint versions_base foreign key (base_version_id) references versions (id)',
  ),
  'disallowed-unique-constraint': alter('add constraint versions_titles unique (title)'),
  'adding-serial-primary-key-field': alter('add column counter bigserial primary key'),
  'changing-column-type': alter('alter column number type bigint'),
  'ban-drop-column': alter('drop column base_version_id'),
  'ban-drop-not-null': alter('alter column title drop not null'),
  'renaming-column': alter('rename column title to heading'),
  'renaming-table': alter('rename to revisions'),
  'ban-drop-table': inSql('drop table versions'),
  'ban-truncate-cascade': inSql('truncate versions cascade'),
  'require-concurrent-index-creation': inSql('create index versions_titles on versions (title)'),
  'require-concurrent-index-deletion': inSql('drop index versions_live'),
  'ban-concurrent-index-creation-in-transaction': inSql(
    'create index concurrently versions_titles on versions (title)',
  ),
  'syntax-error': inSql('alter tabel versions drop title'),
}

describe('migrations on PostgreSQL', () => {
  it('have no step that keeps others waiting or that the version before does not understand', async () => {
    const found = await checkMigrations(migrations)
    const faults = Object.fromEntries(Object.entries(found).filter(([, rules]) => rules.length > 0))
    expect(
      Object.fromEntries(Object.entries(faults).map(([name, rules]) => [name, rules.toSorted()])),
    ).toEqual(Object.fromEntries(Object.entries(allowed).map(([name, { rules }]) => [name, rules])))
  })

  it('would be refused for each unsafe step', async () => {
    const found = await checkMigrations(planted)
    for (const rule of Object.keys(planted)) expect(found[rule]).toContain(rule)
  })

  it('may build and drop an index as a step of their own', async () => {
    const found = await checkMigrations({
      build: changeIndices({ create: 'versions_titles', definition: 'on versions (title)' }),
      drop: changeIndices({ drop: 'versions_live' }),
    })
    expect(found).toEqual({ build: [], drop: [] })
  })
})
