/** Comments are entered by the door of their project, which says 404, 403 and 410 for them too. */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { enterProject } from '../projects/project/door.ts'
import type { Row } from '../storage/schema.ts'

/**
 * Enters the comment's project, and gives the comment as it is under the lock. A comment never changes its project.
 */
export async function enterComment(context: CommandContext, commentId: Id): Promise<Row<'comments'>> {
  const { tx } = context
  const address = await tx
    .selectFrom('comments')
    .select('project_id')
    .where('id', '=', commentId)
    .executeTakeFirst()
  if (!address) throw new Refusal('not_found', 'There is no such comment.')
  await enterProject(context, address.project_id, 'comment.write')
  const row = await tx
    .selectFrom('comments')
    .selectAll()
    .where('id', '=', commentId)
    .executeTakeFirstOrThrow()
  if (row.deleted_at !== null) throw new Refusal('gone', 'The comment was deleted.')
  return row
}
