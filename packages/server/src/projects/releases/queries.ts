/** Reads releases: the history of a project as a live snapshot, and one release with what it did. */
import {
  type BlockerList,
  type ContentReleases,
  channels,
  type Id,
  type ReleaseDocument,
  type ReleasesState,
  type Snapshot,
  wasPublished,
} from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import type { Viewer } from '../../command/viewer.ts'
import { viewContent } from '../../content/door.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import { cutPage } from '../../storage/cut-page.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { itemsOfProject } from '../items/queries.ts'
import { closedAmong, sightOf } from '../members/sight.ts'
import { viewProject } from '../project/door.ts'
import type { GoingMode } from './blockers.ts'
import { findGoing } from './going.ts'
import { withLifts } from './lifts.ts'
import { presentRelease, presentReleaseItem } from './present.ts'
import { checkReferences } from './reference-checks.ts'
import { blockersOf, candidateOf, movingVersion } from './version-blockers.ts'

/** A page: after which id, how many. */
export interface PageQuery {
  cursor: Id | undefined
  limit: number
}

/** The releases of a project, newest first. Throws `not_found` or `gone`. */
export async function readReleases(
  tx: Tx,
  viewer: Viewer,
  projectId: Id,
  { cursor, limit }: PageQuery,
): Promise<Snapshot<ReleasesState>> {
  await viewProject(tx, viewer, projectId)
  let matching = tx.selectFrom('releases').selectAll().where('project_id', '=', projectId)
  if (cursor !== undefined) matching = matching.where('id', '<', cursor)
  const rows = await matching
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, limit, ({ id }) => id)
  return {
    data: page.map(presentRelease),
    nextCursor,
    position: await readPosition(tx, channels.project(projectId)),
  }
}

/** What would keep the project from being published now. Publishing computes it anew. Throws as above. */
export async function readBlockers(
  tx: Tx,
  viewer: Viewer,
  projectId: Id,
  mode: GoingMode,
): Promise<BlockerList> {
  await viewProject(tx, viewer, projectId)
  const items = await itemsOfProject(tx, projectId)
  const { unready, changed, tasks, references } = await findGoing(tx, projectId, items, mode)
  const found = [...unready, ...changed, ...references.blockers, ...tasks]
  return { data: await withLifts(tx, found), nextCursor: null, warnings: references.warnings }
}

/** What would keep a version from being published by itself now. Throws `not_found`. */
export async function readVersionBlockers(
  tx: Tx,
  viewer: Viewer,
  contentId: Id,
  versionId: Id,
): Promise<BlockerList> {
  await viewContent(tx, viewer, contentId)
  const candidate = await candidateOf(tx, contentId, versionId, await sightOf(tx, viewer))
  if (wasPublished(candidate.status)) return { data: [], nextCursor: null, warnings: [] }
  const { blockers, warnings } = await checkReferences(tx, [movingVersion(candidate)])
  const found = [...blockersOf(candidate, false), ...blockers]
  return { data: await withLifts(tx, found), nextCursor: null, warnings }
}

/** What releases did to a content item, newest first. Throws `not_found`. */
export async function readContentReleases(
  tx: Tx,
  viewer: Viewer,
  contentId: Id,
  { cursor, limit }: PageQuery,
): Promise<ContentReleases> {
  await viewContent(tx, viewer, contentId)
  let matching = selectReleaseItems(tx).where('version.content_id', '=', contentId)
  if (cursor !== undefined) matching = matching.where('item.id', '<', cursor)
  const rows = await matching
    .orderBy('item.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, limit, ({ id }) => id)
  const found = await selectInChunks(
    page.map((row) => row.release_id),
    (chunk) => tx.selectFrom('releases').selectAll().where('id', 'in', chunk).execute(),
  )
  const closed = await closedAmong(
    tx,
    found.flatMap((row) => row.project_id ?? []),
    await sightOf(tx, viewer),
  )
  const releases = new Map(
    found.map((row) => {
      const release = presentRelease(row)
      // What went live is everybody's; in which private project, and why, is not.
      const isClosed = closed.has(row.project_id ?? '')
      return [row.id, isClosed ? { ...release, projectId: null, note: '' } : release]
    }),
  )
  return {
    data: page.flatMap((row) => {
      const release = releases.get(row.release_id)
      return release === undefined ? [] : [{ ...release, item: presentReleaseItem(row) }]
    }),
    nextCursor,
  }
}

/** A release and a page of its items, oldest id first. Throws `not_found`, or `gone` with its project. */
export async function readRelease(
  tx: Tx,
  viewer: Viewer,
  id: Id,
  { cursor, limit }: PageQuery,
): Promise<ReleaseDocument> {
  const release = await tx.selectFrom('releases').selectAll().where('id', '=', id).executeTakeFirst()
  if (!release) throw new Refusal('not_found', 'There is no release with this id.')
  await requireVisible(tx, viewer, release)
  let matching = selectReleaseItems(tx).where('item.release_id', '=', id)
  if (cursor !== undefined) matching = matching.where('item.id', '>', cursor)
  const rows = await matching
    .orderBy('item.id')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, limit, ({ id }) => id)
  return {
    ...presentRelease(release),
    data: page.map(presentReleaseItem),
    nextCursor,
  }
}

/** It is seen by whoever sees its project, or without one, its content. */
async function requireVisible(tx: Tx, viewer: Viewer, { id, project_id }: Row<'releases'>): Promise<void> {
  if (project_id !== null) return void (await viewProject(tx, viewer, project_id))
  const { content_id } = await tx
    .selectFrom('release_items')
    .select('content_id')
    .where('release_id', '=', id)
    .executeTakeFirstOrThrow()
  await viewContent(tx, viewer, content_id)
}

/** The items of releases, with the numbers of their versions. */
export function selectReleaseItems(tx: Tx) {
  return tx
    .selectFrom('release_items as item')
    .innerJoin('versions as version', 'version.id', 'item.version_id')
    .leftJoin('versions as base', 'base.id', 'item.base_version_id')
    .leftJoin('versions as previous', 'previous.id', 'item.previous_version_id')
    .selectAll('item')
    .select([
      'version.title',
      'version.number',
      'base.number as base_number',
      'previous.number as previous_number',
    ])
}
