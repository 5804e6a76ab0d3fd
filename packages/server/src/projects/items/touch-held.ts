/**
 * What changes of versions with who holds them, as they come into a project or leave it. What a private project published
 * is everybody's, but not that this project holds it: of that its members alone are told, and the version keeps its
 * revision, by which everybody else would see when they work.
 */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { tellPrivateContent } from '../../content/tell-private-content.ts'
import { touchContentOf, touchVersions } from '../../content/touch.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'

type Holder = Pick<Row<'projects'>, 'id' | 'visibility'>

/** Gives versions and their items a new revision; answers those of which `contentEvents` is to tell. */
export async function touchHeld(
  context: CommandContext,
  project: Holder,
  versionIds: readonly Id[],
): Promise<Id[]> {
  const quiet = project.visibility === 'private' ? await publishedAmong(context, versionIds) : new Map()
  if (quiet.size > 0) {
    const kept = [{ contentIds: [...new Set<Id>(quiet.values())], projectIds: [project.id] }]
    context.enqueue([tellPrivateContent.entry({ kept })])
  }
  const told = versionIds.filter((id) => !quiet.has(id))
  await touchVersions(context, told)
  await touchContentOf(context, told)
  return told
}

/** The content of each of these versions that went out. */
async function publishedAmong({ tx }: CommandContext, versionIds: readonly Id[]): Promise<Map<Id, Id>> {
  const rows = await selectInChunks([...versionIds], (chunk) =>
    tx
      .selectFrom('versions')
      .select(['id', 'content_id'])
      .where('id', 'in', chunk)
      .where('status', 'in', ['published', 'previously_published'])
      .execute(),
  )
  return new Map(rows.map((row) => [row.id, row.content_id]))
}
