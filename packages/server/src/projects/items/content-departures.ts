/**
 * The items that leave their projects with the deletion of their content, and come back with it. For whoever entered the
 * content item with all projects that hold it, or held it.
 */
import { type Id, type LeftItem, wasPublished } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { sightOfActor } from '../members/sight.ts'
import { countProjects } from '../project/count-projects.ts'
import { isLockedBySchedule } from '../schedules/queries.ts'
import { heldOf, leaveWith, notFree } from './departures.ts'
import { addedEvent } from './events.ts'
import { itemsById } from './queries.ts'
import { insertRemoved } from './removed-items.ts'
import { takeOut } from './take-out.ts'
import { touchHeld } from './touch-held.ts'

/** Takes the content out of every project; gives what their channels are told. */
export async function letContentGo(
  context: CommandContext,
  contentId: Id,
  projects: readonly Row<'projects'>[],
): Promise<ChannelEvent[]> {
  const removed = await context.tx
    .deleteFrom('project_items')
    .where('content_id', '=', contentId)
    .returningAll()
    .execute()
  const told: ChannelEvent[] = []
  const itemsOf = Map.groupBy(removed, (item) => item.project_id)
  for (const project of projects) {
    const items = itemsOf.get(project.id)
    if (items === undefined) continue
    told.push(await takeOut(context, project.id, items, 'content_deletion'))
    await touchHeld(context, project, heldOf(items))
  }
  return told
}

/** What came back into its projects, and what did not. */
export interface ReturnedContent {
  events: ChannelEvent[]
  left: LeftItem[]
}

/**
 * Puts it back where that is possible. Into a project that is deleted itself, or archived, it comes with that: as if it
 * had been there when that happened.
 */
export async function bringContentBack(
  context: CommandContext,
  contentId: Id,
  projects: readonly Row<'projects'>[],
): Promise<ReturnedContent> {
  const { tx } = context
  const away = await tx
    .selectFrom('removed_items')
    .selectAll()
    .where('content_id', '=', contentId)
    .where('left_with', '=', 'content_deletion')
    .orderBy('id')
    .execute()
  const sight = await sightOfActor(context)
  const isOut = await publishedAmong(
    tx,
    away.map((item) => item.version_id),
  )
  const returned: ReturnedContent = { events: [], left: [] }
  const projectOf = new Map(projects.map((project) => [project.id, project]))
  for (const [projectId, items] of Map.groupBy(away, (item) => item.project_id)) {
    const project = projectOf.get(projectId)
    if (project === undefined) continue
    if (project.deleted_at !== null) {
      await leaveWith(tx, idsOf(items), 'deletion')
      continue
    }
    const waits = (item: Row<'removed_items'>) =>
      project.archived_at !== null && item.action === 'publish' && !isOut.has(item.version_id)
    await leaveWith(tx, idsOf(items.filter(waits)), 'archiving')
    const coming = items.filter((item) => !waits(item))
    const isLocked = await isLockedBySchedule(tx, project)
    const left = await notFree(tx, coming, 'content_deletion', sight)
    returned.left.push(...left)
    const isLeft = new Set(isLocked ? idsOf(coming) : idsOf(left))
    const returning = coming.filter(({ id }) => !isLeft.has(id))
    if (isLocked) returned.left.push(...(await leftBySchedule(tx, coming, project, left)))
    await tx
      .updateTable('removed_items')
      .set({ left_with: null })
      .where('content_id', '=', contentId)
      .where('project_id', '=', projectId)
      .where('left_with', '=', 'content_deletion')
      .execute()
    if (returning.length === 0) continue
    await insertRemoved(context, returning)
    await touchHeld(context, project, heldOf(returning))
    returned.events.push(await addedEvent(context, projectId, await itemsById(tx, idsOf(returning))))
    context.enqueue([countProjects.entry({ projectId })])
  }
  return returned
}

function idsOf(items: readonly { id: Id }[]): Id[] {
  return items.map(({ id }) => id)
}

async function publishedAmong(tx: Tx, versionIds: readonly Id[]): Promise<Set<Id>> {
  const rows = await selectInChunks([...new Set(versionIds)], (chunk) =>
    tx.selectFrom('versions').select(['id', 'status']).where('id', 'in', chunk).execute(),
  )
  return new Set(rows.filter(({ status }) => wasPublished(status)).map(({ id }) => id))
}

/** Those of a project whose schedule locks what it holds, as far as nothing else keeps them away. */
async function leftBySchedule(
  tx: Tx,
  items: readonly Row<'removed_items'>[],
  { id: projectId, name }: Row<'projects'>,
  left: readonly LeftItem[],
): Promise<LeftItem[]> {
  const rows = await selectInChunks(
    items.map((item) => item.version_id),
    (chunk) => tx.selectFrom('versions').select(['id', 'number', 'title']).where('id', 'in', chunk).execute(),
  )
  const versionOf = new Map(rows.map((row) => [row.id, row]))
  const isLeft = new Set(idsOf(left))
  return items.flatMap(({ id, content_id: contentId, version_id }): LeftItem[] => {
    const version = versionOf.get(version_id)
    if (version === undefined || isLeft.has(id)) return []
    const { title, number: versionNumber } = version
    const project = { id: projectId, name }
    return [{ id, contentId, title, versionNumber, reason: 'project_scheduled', project }]
  })
}
