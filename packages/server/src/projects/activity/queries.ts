/** Reads what was done in a project, newest first. */
import {
  type ActivityFilter,
  type ActivityState,
  activityGroups,
  channels,
  type Id,
  type Snapshot,
} from '@copydesk/contract'
import type { Viewer } from '../../command/viewer.ts'
import { cutPage } from '../../storage/cut-page.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Tx } from '../../storage/storage.ts'
import { viewProject } from '../project/door.ts'
import { presentActivity } from './present.ts'

/** What to look for, below which number, how many. */
export interface ActivityQuery extends ActivityFilter {
  cursor: number | null
  limit: number
}

/** A page of the feed. Throws `not_found` or `gone`. */
export async function readActivity(
  tx: Tx,
  viewer: Viewer,
  projectId: Id,
  { group, personId, cursor, limit }: ActivityQuery,
): Promise<Snapshot<ActivityState>> {
  await viewProject(tx, viewer, projectId)
  let matching = tx.selectFrom('activity').selectAll().where('project_id', '=', projectId)
  if (group !== null) matching = matching.where('kind', 'in', activityGroups[group])
  if (personId !== null) matching = matching.where('actor_id', '=', personId)
  if (cursor !== null) matching = matching.where('number', '<', cursor)
  const rows = await matching
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, limit, ({ number }) => String(number))
  const position = await readPosition(tx, channels.project(projectId))
  return { data: page.map(presentActivity), nextCursor, group, personId, position }
}
