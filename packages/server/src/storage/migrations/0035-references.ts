/**
 * What versions refer to. Texts that were written before are read once, in small pieces; only those that name content
 * at all are parsed.
 */
import { type Kysely, sql } from 'kysely'
import { findReferences } from '../../markdown/find-references.ts'

const pieceSize = 100

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('version_references')
    .addColumn('version_id', 'text', (column) => column.notNull().references('versions.id'))
    .addColumn('target_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('version_references_pk', ['version_id', 'target_id'])
    .execute()
  await sql`create index version_references_target on version_references (target_id)`.execute(db)
  for (let after = ''; ; ) {
    const { rows } = await sql<{ id: string; body: string }>`
      select version_id as id, body from version_bodies
      where version_id > ${after} and lower(body) like '%content%'
      order by version_id limit ${sql.lit(pieceSize)}`.execute(db)
    for (const { id, body } of rows) {
      for (const { contentId, kind } of findReferences(body)) {
        await sql`insert into version_references (version_id, target_id, kind)
          values (${id}, ${contentId}, ${kind})`.execute(db)
      }
    }
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
  }
}
