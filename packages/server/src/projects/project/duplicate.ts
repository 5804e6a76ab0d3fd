/**
 * A project made after another one: its description, its items as drafts of their own, and its checklist, nothing of it
 * done and nobody asked for it yet. The other project keeps its versions.
 */
import { type Id, type Project, type ProjectItem, wasPublished } from '@copydesk/contract'
import { type Command, type CommandContext, event } from '../../command/command.ts'
import { requireRight, viewerOf } from '../../command/viewer.ts'
import { copyVersions } from '../../content/copy-versions.ts'
import { contentEvents } from '../../content/events.ts'
import { type Live, languageKey, liveVersions } from '../../content/live-versions.ts'
import { touchContentOf } from '../../content/touch.ts'
import { chunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import { addedEvent } from '../items/events.ts'
import { insertItems, type NewItem } from '../items/insert-items.ts'
import { itemsById, itemsOfProject } from '../items/queries.ts'
import { copyMembers } from '../members/copy-members.ts'
import { tasksOfProject } from '../tasks/queries.ts'
import { insertProject } from './commands.ts'
import { noCounts } from './counts.ts'
import { enterWholeProject } from './door.ts'
import { listChannels } from './list-channels.ts'
import { presentProject } from './present.ts'

/** Duplicates a project, archived or not, and answers the new one. */
export function duplicateProject(id: Id): Command<Project> {
  return async (context) => {
    const { tx } = context
    const origin = await enterWholeProject(context, id, 'project.write', { archived: true })
    requireRight(await viewerOf(context), 'item.write')
    context.precondition.require(origin.revision)
    const { description, color, visibility } = origin
    const values = { name: nameAfter(origin.name), description, color, visibility }
    const row = await insertProject(context, values)
    // What was private stays so, for the same people.
    if (visibility === 'private') await copyMembers(tx, id, row.id)
    const { items, fromIds, versionIds } = await copiesOf(context, await itemsOfProject(tx, id))
    const itemIds = await insertItems(context, row.id, items)
    await copyTasks(context, id, row.id, new Map(fromIds.map((from, index) => [from, itemIds[index]])))
    await touchContentOf(context, versionIds)
    const project = presentProject(row, null)
    const summary = { ...project, counts: { ...noCounts(), draft: itemIds.length }, commentCount: 0 }
    const added = await addedEvent(context, row.id, await itemsById(tx, itemIds))
    return {
      status: 201,
      body: project,
      events: [
        ...(await listChannels(tx, row)).map((channel) => ({
          channel,
          event: event(context, 'project.created', { project: summary }),
        })),
        ...(itemIds.length === 0 ? [] : [added]),
        ...(await contentEvents(context, versionIds)),
      ],
    }
  }
}

/** Of a name, in characters; with the words after it that is below what a name may have. */
const longest = 180

function nameAfter(name: string): string {
  const characters = [...name]
  return `${characters.length > longest ? `${characters.slice(0, longest).join('')}…` : name} (copy)`
}

/** What the new project does: the same, beginning with drafts. What is not live any more is not taken down again. */
async function copiesOf(
  context: CommandContext,
  originals: readonly ProjectItem[],
): Promise<{ items: NewItem[]; fromIds: Id[]; versionIds: Id[] }> {
  const live = await liveVersions(
    context.tx,
    originals.map(({ contentId }) => contentId),
  )
  const publishing = originals.filter(({ action }) => action === 'publish')
  const copied = await copyVersions(
    context,
    publishing.map((item) => copyOf(item, live)),
  )
  const takedowns = originals.flatMap((item) => {
    const found = item.action === 'unpublish' ? live.get(languageKey(item)) : undefined
    return found === undefined ? [] : [{ item, versionId: found.versionId }]
  })
  return {
    items: [
      ...copied.map(({ id, contentId }) => ({ action: 'publish' as const, contentId, versionId: id })),
      ...takedowns.map(({ item: { contentId }, versionId }) => {
        return { action: 'unpublish' as const, contentId, versionId }
      }),
    ],
    fromIds: [...publishing, ...takedowns.map(({ item }) => item)].map(({ id }) => id),
    versionIds: copied.map(({ id }) => id),
  }
}

/** An open text goes on from where it is, on its base; what was published, from what is live. */
function copyOf(item: ProjectItem, live: ReadonlyMap<string, Live>) {
  const { contentId, language, versionId, baseVersionId, status } = item
  if (!wasPublished(status)) return { contentId, language, sourceId: versionId, baseVersionId }
  return { contentId, language, sourceId: live.get(languageKey(item))?.versionId ?? versionId }
}

async function copyTasks(
  context: CommandContext,
  fromId: Id,
  projectId: Id,
  itemAfter: ReadonlyMap<Id, Id | undefined>,
): Promise<void> {
  const { tx, actor, now, newId } = context
  const rows = (await tasksOfProject(tx, fromId)).flatMap((task): Row<'tasks'>[] => {
    const itemId = task.item_id === null ? null : itemAfter.get(task.item_id)
    if (itemId === undefined) return []
    return [
      {
        ...task,
        id: newId(),
        revision: 1,
        project_id: projectId,
        item_id: itemId,
        assignee_id: null,
        due_date: null,
        done_by_id: null,
        done_by_kind: null,
        done_at: null,
        created_by_id: actor.id,
        created_by_kind: actor.kind,
        created_at: now,
        updated_by_id: actor.id,
        updated_by_kind: actor.kind,
        updated_at: now,
      },
    ]
  })
  for (const chunk of chunks(rows)) await tx.insertInto('tasks').values(chunk).execute()
}
