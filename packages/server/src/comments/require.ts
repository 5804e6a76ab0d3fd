/** Finds what a request about comments names, or refuses: 404 for what never existed, 410 for what was deleted. */
import type { Id } from '@copydesk/contract'
import { Refusal } from '../command/refusal.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'

/** Refuses unless the project exists and is not deleted. */
export async function requireProject(tx: Tx, projectId: Id): Promise<void> {
  const row = await tx
    .selectFrom('projects')
    .select('deleted_at')
    .where('id', '=', projectId)
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found', 'There is no such project.')
  if (row.deleted_at !== null) throw new Refusal('gone', 'The project was deleted.')
}

/** The comment, if neither it nor its project was deleted. */
export async function requireComment(tx: Tx, commentId: Id): Promise<Row<'comments'>> {
  const row = await tx.selectFrom('comments').selectAll().where('id', '=', commentId).executeTakeFirst()
  if (!row) throw new Refusal('not_found', 'There is no such comment.')
  if (row.deleted_at !== null) throw new Refusal('gone', 'The comment was deleted.')
  await requireProject(tx, row.project_id)
  return row
}
