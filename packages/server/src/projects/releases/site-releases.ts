/**
 * The history of releases of the whole site, by sight: those of private projects for whoever sees these, those of deleted
 * projects, or of deleted content by itself, for nobody until that is back.
 */
import {
  channels,
  type Id,
  type ListedRelease,
  type ReleasesFilter,
  type SiteReleasesState,
  type Snapshot,
} from '@copydesk/contract'
import type { Viewer } from '../../command/viewer.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import { cutPage } from '../../storage/cut-page.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { closedProjects, noSight, type Sight, sightOf } from '../members/sight.ts'
import { presentRelease, presentReleaseItem } from './present.ts'
import { type PageQuery, selectReleaseItems } from './queries.ts'

/** `GET /releases`. */
export async function readSiteReleases(
  tx: Tx,
  viewer: Viewer,
  { cursor, limit, ...filter }: PageQuery & ReleasesFilter,
): Promise<Snapshot<SiteReleasesState>> {
  const { personId, projectId, from, until } = filter
  let matching = selectSeen(tx, await sightOf(tx, viewer))
  if (personId !== null) matching = matching.where('release.started_by_id', '=', personId)
  if (projectId !== null) matching = matching.where('release.project_id', '=', projectId)
  if (from !== null) matching = matching.where('release.started_at', '>=', Date.parse(from))
  if (until !== null) matching = matching.where('release.started_at', '<', Date.parse(until))
  if (cursor !== undefined) matching = matching.where('release.id', '<', cursor)
  const rows = await matching
    .orderBy('release.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, limit, ({ id }) => id)
  const position = await readPosition(tx, channels.projects)
  return { data: await listed(tx, page), nextCursor, ...filter, position }
}

/** Those of these releases that everybody sees, as the history lists them; and whether there are others. */
export async function listedToAll(
  tx: Tx,
  ids: readonly Id[],
): Promise<{ releases: ListedRelease[]; isWithheld: boolean }> {
  const rows = await selectInChunks(ids, (chunk) =>
    selectSeen(tx, noSight).where('release.id', 'in', chunk).orderBy('release.id', 'desc').execute(),
  )
  return { releases: await listed(tx, rows), isWithheld: rows.length < ids.length }
}

function selectSeen(tx: Tx, sight: Sight) {
  return tx
    .selectFrom('releases as release')
    .leftJoin('projects as project', 'project.id', 'release.project_id')
    .selectAll('release')
    .where('project.deleted_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('release_items as alone')
            .innerJoin('content_items as content', 'content.id', 'alone.content_id')
            .select('alone.id')
            .whereRef('alone.release_id', '=', 'release.id')
            .where('release.project_id', 'is', null)
            .where('content.deleted_at', 'is not', null),
        ),
      ),
    )
    .where(({ eb, or }) =>
      or([
        eb('release.project_id', 'is', null),
        eb('release.project_id', 'not in', closedProjects(tx, sight)),
      ]),
    )
}

async function listed(tx: Tx, rows: readonly Row<'releases'>[]): Promise<ListedRelease[]> {
  const alone = rows.filter((row) => row.project_id === null).map(({ id }) => id)
  const items = await selectInChunks(alone, (chunk) =>
    selectReleaseItems(tx).where('item.release_id', 'in', chunk).execute(),
  )
  const itemOf = new Map(items.map((item) => [item.release_id, presentReleaseItem(item)]))
  return rows.map((row) => ({ ...presentRelease(row), item: itemOf.get(row.id) ?? null }))
}
