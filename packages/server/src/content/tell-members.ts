/** Has the members of private projects, and nobody else, told of versions that these keep to them. */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { projectsHiding } from '../projects/members/sight.ts'
import { selectInChunks } from '../storage/chunks.ts'
import { tellPrivateContent } from './tell-private-content.ts'

/** `versionIds` are of such that nobody else sees. */
export async function tellMembers(context: CommandContext, versionIds: readonly Id[]): Promise<void> {
  const projects = await projectsHiding(context.tx, versionIds)
  const versions = await selectInChunks([...versionIds], (chunk) =>
    context.tx.selectFrom('versions').select(['id', 'content_id']).where('id', 'in', chunk).execute(),
  )
  const alike = Map.groupBy(versions, ({ id }) => (projects.get(id) ?? []).toSorted().join())
  const kept = [...alike.values()].map((rows) => ({
    contentIds: [...new Set(rows.map((row) => row.content_id))],
    projectIds: projects.get(rows[0]?.id ?? '') ?? [],
  }))
  if (kept.length > 0) context.enqueue([tellPrivateContent.entry({ kept })])
}
