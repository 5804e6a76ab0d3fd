/** Bundling content into a project, to be published or taken down. What is in it already stays as it is. */
import type { AddItem, Id, ItemRows } from '@copydesk/contract'
import type { Command, CommandContext } from '../../../command/command.ts'
import { copyVersions } from '../../../content/copy-versions.ts'
import { lockContent } from '../../../content/door.ts'
import { contentEvents } from '../../../content/events.ts'
import { touchContentOf } from '../../../content/touch.ts'
import { chunks } from '../../../storage/chunks.ts'
import { valuesList } from '../../../storage/values-list.ts'
import { sightOfActor } from '../../members/sight.ts'
import { countProjects } from '../../project/count-projects.ts'
import { enterProject } from '../../project/door.ts'
import { askedWork, reviewByProject } from '../../review/begin.ts'
import { tellAsked } from '../../review/tell-asked.ts'
import { requireUnscheduled } from '../../schedules/queries.ts'
import { requireTaskRoom } from '../../tasks/queries.ts'
import { addedEvent } from '../events.ts'
import { insertItems } from '../insert-items.ts'
import { itemsById } from '../queries.ts'
import { insertRemoved, removedItems } from '../removed-items.ts'
import { touchHeld } from '../touch-held.ts'
import { type Addition, resolveItems } from './resolve-items.ts'

/** Adds content; answers the row of each, oldest first, also of what was there already. */
export function addItems(projectId: Id, items: readonly AddItem[]): Command<ItemRows> {
  return async (context) => {
    const { tx } = context
    const project = await enterProject(context, projectId, 'item.write')
    context.precondition.require(project.revision)
    await requireUnscheduled(context.tx, project)
    await lockContent(
      tx,
      items.map((item) => item.contentId),
    )
    const resolved = await resolveItems(tx, projectId, items, await sightOfActor(context))
    const present = resolved.flatMap((one) => (one.kind === 'present' ? [one.itemId] : []))
    const found = resolved.filter((one): one is Addition => one.kind !== 'present')
    if (found.length === 0) return { body: { data: await itemsById(tx, present) }, events: [] }

    const additions = await withDrafts(context, found)
    const addedIds = await place(context, projectId, additions)
    const asked = await reviewByProject(
      context,
      projectId,
      additions
        .filter((one) => one.action === 'publish' && one.kind === 'version')
        .map((one) => one.versionId),
    )
    // An item that takes up something new lets go of the version that it held.
    const letGo = additions.flatMap(({ into }) => (into?.action === 'publish' ? [into.versionId] : []))
    await tellAsked(context, letGo)
    const isHeld = ({ action }: Addition) => action === 'publish'
    const idsOf = (kind: Addition['kind']) =>
      additions.filter((one) => isHeld(one) && one.kind === kind).map((one) => one.versionId)
    const drafted = idsOf('draft')
    await touchContentOf(context, drafted)
    const changed = [...drafted, ...(await touchHeld(context, project, [...idsOf('version'), ...letGo]))]
    const data = await itemsById(tx, [...present, ...addedIds])
    await requireTaskRoom(tx, projectId)
    const isAdded = new Set(addedIds)
    const added = data.filter((item) => isAdded.has(item.id))
    const told = await addedEvent(context, projectId, added)
    return {
      status: 201,
      body: { data },
      events: [told, ...(await contentEvents(context, changed))],
      outbox: [
        countProjects.entry({ projectId }),
        ...askedWork(context, projectId, told.event.id, added, asked),
      ],
    }
  }
}

/** The same with the drafts that some of them ask for. */
async function withDrafts(context: CommandContext, found: readonly Addition[]): Promise<Addition[]> {
  const isDraft = (one: Addition) => one.kind === 'draft'
  const drafts = found.filter(isDraft)
  const copied = await copyVersions(
    context,
    drafts.map(({ contentId, versionId, language }) => ({ contentId, sourceId: versionId, language })),
  )
  const drafted = drafts.map((one, index) => ({ ...one, versionId: copied[index]?.id ?? one.versionId }))
  return [...found.filter((one) => !isDraft(one)), ...drafted]
}

/** What was in this project before comes back as the item that it was, with its comments. */
async function place(context: CommandContext, projectId: Id, additions: readonly Addition[]): Promise<Id[]> {
  const taken = additions.filter((one) => one.into !== undefined)
  await takeUp(context, taken)
  const others = additions.filter((one) => one.into === undefined)
  const versionIds = others.map((one) => one.versionId)
  const actionOf = new Map(others.map((one) => [one.versionId, one.action]))
  const removed = (await removedItems(context.tx, projectId, 'version_id', versionIds)).filter(
    (item) => actionOf.get(item.version_id) === item.action,
  )
  await insertRemoved(context, removed)
  const isBack = new Set(removed.map((item) => item.version_id))
  const fresh = others.filter((one) => !isBack.has(one.versionId))
  return [
    ...taken.flatMap(({ into }) => into?.id ?? []),
    ...removed.map((item) => item.id),
    ...(await insertItems(context, projectId, fresh)),
  ]
}

/** Lets items that are done do what comes next for their content. */
async function takeUp(context: CommandContext, additions: readonly Addition[]): Promise<void> {
  const { tx, actor, now } = context
  for (const action of ['publish', 'unpublish'] as const) {
    const rows = additions.flatMap(({ action: own, into, versionId }) =>
      into !== undefined && own === action ? [{ id: into.id, version_id: versionId }] : [],
    )
    for (const chunk of chunks(rows)) {
      await tx
        .with('taken(id, version_id)', () => valuesList(chunk))
        .updateTable('project_items')
        .from('taken')
        .set((eb) => ({
          action,
          version_id: eb.ref('taken.version_id'),
          review_status: action === 'unpublish' ? 'draft' : null,
          revision: eb('project_items.revision', '+', 1),
          updated_at: now,
          updated_by_id: actor.id,
          updated_by_kind: actor.kind,
        }))
        .whereRef('project_items.id', '=', 'taken.id')
        .execute()
    }
  }
}
