/** Snapshots of projects, each with the position that its data was read at. */
import { channels, type Id, type Project, type ProjectsState, type Snapshot } from '@copydesk/contract'
import type { Viewer } from '../../command/viewer.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Tx } from '../../storage/storage.ts'
import { noCounts, readCounts } from './counts.ts'
import { viewProject } from './door.ts'
import { presentProject } from './present.ts'

/** Every project that is not deleted, oldest first, with its counts of now. */
export async function readProjects(tx: Tx): Promise<Snapshot<ProjectsState>> {
  const rows = await tx
    .selectFrom('projects')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  const ids = rows.map((row) => row.id)
  const counted = new Map((await readCounts(tx, ids)).map((counts) => [counts.id, counts]))
  const data = rows.map((row) => {
    const { counts = noCounts(), commentCount = 0 } = counted.get(row.id) ?? {}
    return { ...presentProject(row), counts, commentCount }
  })
  return { data, nextCursor: null, position: await readPosition(tx, channels.projects) }
}

/** One project. Throws `not_found` or `gone`. */
export async function readProject(tx: Tx, viewer: Viewer, id: Id): Promise<Snapshot<Project>> {
  return {
    ...presentProject(await viewProject(tx, viewer, id)),
    position: await readPosition(tx, channels.project(id)),
  }
}
