/**
 * The items that leave a project with its archiving or deletion, and come back with its return: under the same ids, as
 * if somebody had taken them out and put them back. For whoever entered the project: with all that it holds where items
 * leave it; what comes back is locked here. What leaves with the deletion of its content is in `content-departures.ts`.
 */
import { type Id, type LeftItem, type ProjectItem, wasPublished } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { lockContent } from '../../content/door.ts'
import { chunks, selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import type { Departure } from '../../storage/tables/projects.ts'
import { hiddenAmong, type Sight, sightOfActor } from '../members/sight.ts'
import { reviewByProject } from '../review/begin.ts'
import { itemsById } from './queries.ts'
import { insertRemoved, rememberRemoved } from './removed-items.ts'
import { touchHeld } from './touch-held.ts'

/** What its project takes along. */
type OfProject = Exclude<Departure, 'content_deletion'>

/** What left; the versions are free for another project now, and those that everybody hears of are named. */
export interface Departed {
  itemIds: Id[]
  versionIds: Id[]
}

/** Archiving lets go of the versions that are not published; deletion of everything. */
export async function letGo(
  context: CommandContext,
  project: Row<'projects'>,
  departure: OfProject,
): Promise<Departed> {
  const { tx } = context
  const projectId = project.id
  let leaving = tx.deleteFrom('project_items').where('project_id', '=', projectId)
  if (departure === 'archiving') {
    leaving = leaving
      .where('action', '=', 'publish')
      .where('version_id', 'in', (eb) =>
        eb
          .selectFrom('project_items as item')
          .innerJoin('versions as version', 'version.id', 'item.version_id')
          .select('version.id')
          .where('item.project_id', '=', projectId)
          .where('version.status', 'not in', ['published', 'previously_published']),
      )
  }
  const left = await leaving.returningAll().execute()
  await rememberRemoved(tx, projectId, left, departure)
  return {
    itemIds: left.map(({ id }) => id).sort(),
    versionIds: await touchHeld(context, project, heldOf(left)),
  }
}

/** What came back, and what did not because its version is not free any more. */
export interface Returned {
  items: ProjectItem[]
  versionIds: Id[]
  /** Those of the versions whose review begins anew, by the rule of the project. */
  asked: Id[]
  left: LeftItem[]
}

/** Brings back what left with the project. What cannot come now does not come by itself another time. */
export async function bringBack(
  context: CommandContext,
  project: Row<'projects'>,
  departure: OfProject,
): Promise<Returned> {
  const { tx } = context
  const projectId = project.id
  const away = await tx
    .selectFrom('removed_items')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('left_with', '=', departure)
    .orderBy('id')
    .execute()
  await lockContent(
    tx,
    away.map((item) => item.content_id),
  )
  const left = await notFree(tx, away, departure, await sightOfActor(context))
  const isLeft = new Set(left.map(({ id }) => id))
  const returning = away.filter(({ id }) => !isLeft.has(id))
  await insertRemoved(context, returning)
  // What is in the trash itself comes back with that.
  await leaveWith(
    tx,
    left.filter(({ reason }) => reason === 'deleted').map(({ id }) => id),
    'content_deletion',
  )
  await tx
    .updateTable('removed_items')
    .set({ left_with: null })
    .where('project_id', '=', projectId)
    .where('left_with', '=', departure)
    .execute()
  const asked = await reviewByProject(context, projectId, heldOf(returning))
  const versionIds = await touchHeld(context, project, heldOf(returning))
  const items = await itemsById(
    tx,
    returning.map(({ id }) => id),
  )
  return { items, versionIds, asked, left }
}

/** The versions that these items hold. One that unpublishes holds nothing, so nothing of its version changes. */
export function heldOf(items: readonly Pick<Row<'project_items'>, 'action' | 'version_id'>[]): Id[] {
  return items.filter(({ action }) => action === 'publish').map((item) => item.version_id)
}

/** Has items that are away come back with something else. */
export async function leaveWith(tx: Tx, itemIds: readonly Id[], departure: Departure): Promise<void> {
  for (const chunk of chunks(itemIds)) {
    await tx.updateTable('removed_items').set({ left_with: departure }).where('id', 'in', chunk).execute()
  }
}

/** Those of these items that cannot come back now. */
export async function notFree(
  tx: Tx,
  away: readonly Row<'removed_items'>[],
  departure: Departure,
  sight: Sight,
): Promise<LeftItem[]> {
  const versions = await selectInChunks(
    away.map((item) => item.version_id),
    (chunk) =>
      tx
        .selectFrom('versions as version')
        .innerJoin('content_items as content', 'content.id', 'version.content_id')
        .leftJoin('project_items as item', (join) =>
          join.onRef('item.version_id', '=', 'version.id').on('item.action', '=', 'publish'),
        )
        .leftJoin('projects as project', 'project.id', 'item.project_id')
        .select([
          'version.id',
          'version.number',
          'version.title',
          'version.status',
          'content.deleted_at',
          'project.id as project_id',
          'project.name as project_name',
        ])
        .where('version.id', 'in', chunk)
        .execute(),
  )
  const hidden = await hiddenAmong(
    tx,
    versions.map(({ id }) => id),
    sight,
  )
  const versionOf = new Map(versions.map((version) => [version.id, version]))
  const elsewhere = await publishedElsewhere(tx, away)
  return away.flatMap(({ id, action, content_id: contentId, version_id }): LeftItem[] => {
    const version = versionOf.get(version_id)
    if (version === undefined) return []
    const { title, number: versionNumber, project_id, project_name: name } = version
    if (action === 'publish' && hidden.has(version_id)) {
      const unnamed = { id, contentId, title: 'A version of a private project', versionNumber }
      return [{ ...unnamed, reason: 'in_other_project', project: null }]
    }
    const about = { id, contentId, title, versionNumber }
    if (departure !== 'content_deletion' && version.deleted_at !== null) {
      return [{ ...about, reason: 'deleted', project: null }]
    }
    if (action === 'unpublish') return []
    if (project_id !== null && name !== null) {
      return [{ ...about, reason: 'in_other_project', project: { id: project_id, name } }]
    }
    if (version.status === 'scheduled') return [{ ...about, reason: 'scheduled', project: null }]
    // What it published before it was deleted belongs to it; an archived one kept that.
    const isOut = departure === 'archiving' ? wasPublished(version.status) : elsewhere.has(version_id)
    return isOut ? [{ ...about, reason: 'published', project: null }] : []
  })
}

/** Those of the versions of these items that went out since by themselves, or with another project. */
export async function publishedElsewhere(
  tx: Tx,
  away: readonly Pick<Row<'removed_items'>, 'action' | 'version_id' | 'project_id'>[],
): Promise<Set<Id>> {
  const held = away.filter(({ action }) => action === 'publish')
  const projectOf = new Map(held.map((item) => [item.version_id, item.project_id]))
  const rows = await selectInChunks([...projectOf.keys()], (chunk) =>
    tx
      .selectFrom('release_items as item')
      .innerJoin('releases as release', 'release.id', 'item.release_id')
      .select(['item.version_id', 'release.project_id'])
      .where('item.version_id', 'in', chunk)
      .where('item.action', '=', 'publish')
      .where('release.state', '=', 'done')
      .execute(),
  )
  const others = rows.filter((row) => row.project_id !== projectOf.get(row.version_id))
  return new Set(others.map((row) => row.version_id))
}
