/** Bundling content into a project. What is in it already stays as it is. */

import { type AddItem, channels, type Id, type ItemRows } from '@copydesk/contract'
import { type Command, type CommandContext, event } from '../../../command/command.ts'
import { copyVersions } from '../../../content/copy-versions.ts'
import { lockContent } from '../../../content/door.ts'
import { contentEvents } from '../../../content/events.ts'
import { touchContent, touchVersions } from '../../../content/touch.ts'
import { chunks } from '../../../storage/chunks.ts'
import { countProjects } from '../../project/count-projects.ts'
import { enterProject } from '../../project/door.ts'
import { itemsById } from '../queries.ts'
import { insertRemoved, removedItems } from '../removed-items.ts'
import { type Resolved, resolveItems } from './resolve-items.ts'

/** A version on its way into the project. */
interface Addition {
  contentId: Id
  versionId: Id
}

/** Adds content; answers the row of each, oldest first, also of what was there already. */
export function addItems(projectId: Id, items: readonly AddItem[]): Command<ItemRows> {
  return async (context) => {
    const { tx } = context
    const project = await enterProject(context, projectId, 'item.write')
    context.precondition.require(project.revision)
    await lockContent(
      tx,
      items.map((item) => item.contentId),
    )
    const resolved = await resolveItems(tx, projectId, items)
    const present = resolved.flatMap((one) => (one.kind === 'present' ? [one.itemId] : []))
    const free = uniqueBy(kindOf(resolved, 'free'), (one) => one.versionId)
    const drafts = uniqueBy(kindOf(resolved, 'draft'), (one) => `${one.contentId} ${one.language}`)
    const drafted = await copyVersions(context, drafts)
    const additions: Addition[] = [
      ...free,
      ...drafted.map(({ id, contentId }) => ({ contentId, versionId: id })),
    ]
    if (additions.length === 0) return { body: { data: await itemsById(tx, present) }, events: [] }

    const addedIds = await addOrPutBack(context, projectId, additions)
    await touchVersions(
      context,
      free.map((one) => one.versionId),
    )
    await touchContent(
      context,
      additions.map((one) => one.contentId),
    )
    const data = await itemsById(tx, [...present, ...addedIds])
    const isAdded = new Set(addedIds)
    const added = data.filter((item) => isAdded.has(item.id))
    return {
      status: 201,
      body: { data },
      events: [
        { channel: channels.project(projectId), event: event(context, 'item.added', { items: added }) },
        ...(await contentEvents(
          context,
          additions.map((one) => one.versionId),
        )),
      ],
      outbox: [countProjects.entry({ projectId })],
    }
  }
}

/** A version that was in this project before comes back as the item that it was, with its comments. */
async function addOrPutBack(
  context: CommandContext,
  projectId: Id,
  additions: readonly Addition[],
): Promise<Id[]> {
  const versionIds = additions.map((one) => one.versionId)
  const removed = await removedItems(context.tx, projectId, 'version_id', versionIds)
  await insertRemoved(context, removed)
  const isBack = new Set(removed.map((item) => item.version_id))
  const fresh = additions.filter((one) => !isBack.has(one.versionId))
  return [...removed.map((item) => item.id), ...(await insertItems(context, projectId, fresh))]
}

async function insertItems(
  { tx, actor, now, newId }: CommandContext,
  projectId: Id,
  additions: readonly Addition[],
): Promise<Id[]> {
  const rows = additions.map(({ contentId, versionId }) => ({
    id: newId(),
    revision: 1,
    project_id: projectId,
    content_id: contentId,
    version_id: versionId,
    assignee_id: null,
    due_date: null,
    added_at: now,
    updated_at: now,
    updated_by_id: actor.id,
    updated_by_kind: actor.kind,
  }))
  for (const chunk of chunks(rows)) await tx.insertInto('project_items').values(chunk).execute()
  return rows.map((row) => row.id)
}

function kindOf<Kind extends Resolved['kind']>(resolved: readonly Resolved[], kind: Kind) {
  return resolved.filter((one): one is Extract<Resolved, { kind: Kind }> => one.kind === kind)
}

function uniqueBy<T>(list: readonly T[], keyOf: (one: T) => string): T[] {
  return [...new Map(list.map((one) => [keyOf(one), one])).values()]
}
