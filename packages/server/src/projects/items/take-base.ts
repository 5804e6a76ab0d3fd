/** What is live becomes the base of a version, whether a project holds it or not. */
import type { Id, RebaseVersion, Status, Version } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { writeContent } from '../../content/bulk.ts'
import { contentEvents } from '../../content/events.ts'
import { insertKeptText } from '../../content/kept-texts.ts'
import { requireVersion } from '../../content/queries.ts'
import { touchContentOf, touchVersions } from '../../content/touch.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import { sightOfActor } from '../members/sight.ts'
import { beginReviews } from '../review/begin.ts'
import { itemEvents, touchItemsOf } from './events.ts'
import { itemsOfVersions } from './queries.ts'

/** Gives the events. With another text a ready version is reviewed again, and the text that it had is kept. */
export async function takeBase(
  context: CommandContext,
  {
    contentId,
    versionId,
    status,
    projectId,
  }: { contentId: Id; versionId: Id; status: Status; projectId: Id | null },
  { onto, title, body }: RebaseVersion,
): Promise<ChannelEvent[]> {
  const { tx } = context
  const version = await requireVersion(tx, contentId, versionId, await sightOfActor(context))
  await tx.updateTable('versions').set({ base_version_id: onto }).where('id', '=', versionId).execute()
  if (isSameText(version, title, body)) {
    await touchVersions(context, [versionId])
    await touchItemsOf(context, [versionId])
    await touchContentOf(context, [versionId])
    const items = await itemsOfVersions(tx, [versionId])
    return [...itemEvents(context, items, (item) => item), ...(await contentEvents(context, [versionId]))]
  }
  if (status === 'ready') {
    await touchVersions(context, [versionId], 'in_review')
    await beginReviews(context, projectId, [{ id: versionId, contentId }])
  }
  await insertKeptText(context, { versionId, ...version, author: version.editedBy })
  return (await writeContent(context, { edits: [{ versionId, title, body }] })).events
}

function isSameText(version: Version, title = version.title, body = version.body): boolean {
  return title === version.title && body === version.body
}
