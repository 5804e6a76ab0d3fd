/** Projects by id, within the transaction of whoever asks, and as the contract's entity. */
import type { Id, Project } from '@copydesk/contract'
import { instant, instantOrNull } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'

/** The project's row. Throws `not_found`, or `gone` when it was deleted. */
export async function requireProject(tx: Tx, id: Id): Promise<Row<'projects'>> {
  const row = await tx.selectFrom('projects').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('not_found', 'There is no project with this id.')
  if (row.deleted_at !== null) {
    throw new Refusal('gone', `The project "${row.name}" was deleted on ${instant(row.deleted_at)}.`)
  }
  return row
}

/** Reads the revision of a project that is there, for conditions on it and on what is in it. */
export function projectRevision(id: Id): (tx: Tx) => Promise<number> {
  return async (tx) => (await requireProject(tx, id)).revision
}

export function presentProject(row: Row<'projects'>): Project {
  return {
    id: row.id,
    revision: row.revision,
    name: row.name,
    description: row.description,
    color: row.color,
    createdBy: { id: row.created_by_id, kind: row.created_by_kind },
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    publishedAt: instantOrNull(row.published_at),
  }
}
