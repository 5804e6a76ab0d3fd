/** Snapshots of projects, each with the position that its data was read at. */
import {
  channels,
  type FoundProject,
  type Id,
  type Project,
  type ProjectSummary,
  type ProjectsState,
  type Schedule,
  type Snapshot,
  type ViewedProject,
} from '@copydesk/contract'
import type { Viewer } from '../../command/viewer.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import { beginsWithFirst, contains } from '../../storage/contains.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { closedProjects, memberRoleOf, type Sight, sightOf } from '../members/sight.ts'
import { presentSchedule } from '../schedules/present.ts'
import { schedulesOf } from '../schedules/rows.ts'
import { noCounts, readCounts } from './counts.ts'
import { viewProject } from './door.ts'
import { mayInProject } from './may.ts'
import { presentProject } from './present.ts'

/** Every public project that is not deleted, oldest first, with its counts of now. */
export async function readProjects(tx: Tx): Promise<Snapshot<ProjectsState>> {
  const rows = await tx
    .selectFrom('projects')
    .selectAll()
    .where('deleted_at', 'is', null)
    .where('visibility', '=', 'public')
    .orderBy('id')
    .execute()
  const data = await withCounts(tx, rows)
  return { data, nextCursor: null, position: await readPosition(tx, channels.projects) }
}

/** The private ones that the viewer is in; their own channel tells of them. */
export async function readPrivateProjects(tx: Tx, viewer: Viewer): Promise<Snapshot<ProjectsState>> {
  return {
    data: await summariesOf(tx, [...(await sightOf(tx, viewer)).keys()]),
    nextCursor: null,
    position: await readPosition(tx, channels.person(viewer.id)),
  }
}

/** Those of these projects that are not deleted, as lists show them, oldest first. */
export async function summariesOf(tx: Tx, ids: readonly Id[]): Promise<ProjectSummary[]> {
  const rows = await selectInChunks([...new Set(ids)].sort(), (chunk) =>
    tx
      .selectFrom('projects')
      .selectAll()
      .where('id', 'in', chunk)
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .execute(),
  )
  return withCounts(tx, rows)
}

async function withCounts(tx: Tx, rows: readonly Row<'projects'>[]): Promise<ProjectSummary[]> {
  const ids = rows.map((row) => row.id)
  const counted = new Map((await readCounts(tx, ids)).map((counts) => [counts.id, counts]))
  const schedules = await schedulesOf(tx, rows)
  return rows.map((row) => {
    const { counts = noCounts(), commentCount = 0 } = counted.get(row.id) ?? {}
    return { ...presentProject(row, shown(row, schedules)), counts, commentCount }
  })
}

/** One project, with what the viewer may do in it. Throws `not_found` or `gone`. */
export async function readProject(tx: Tx, viewer: Viewer, id: Id): Promise<Snapshot<ViewedProject>> {
  const row = await viewProject(tx, viewer, id)
  const memberRole = row.visibility === 'public' ? null : ((await memberRoleOf(tx, viewer, id)) ?? null)
  return {
    ...(await withSchedule(tx, row)),
    may: mayInProject(viewer, memberRole),
    memberRole,
    position: await readPosition(tx, channels.project(id)),
  }
}

/** The project with the schedule that it shows. */
export async function withSchedule(tx: Tx, row: Row<'projects'>): Promise<Project> {
  return presentProject(row, shown(row, await schedulesOf(tx, [row])))
}

function shown(
  { schedule_id }: Row<'projects'>,
  schedules: ReadonlyMap<Id, Row<'schedules'>>,
): Schedule | null {
  const schedule = schedules.get(schedule_id ?? '')
  return schedule === undefined ? null : presentSchedule(schedule)
}

/** Projects whose name contains this, those whose name begins with it first, then the newest. */
export async function findProjectsByName(
  tx: Tx,
  sight: Sight,
  q: string,
  limit: number,
): Promise<FoundProject[]> {
  const rows = await tx
    .selectFrom('projects')
    .select(['id', 'name', 'color', 'archived_at'])
    .where('deleted_at', 'is', null)
    .where('id', 'not in', closedProjects(tx, sight))
    .where(contains('name', q))
    .orderBy(beginsWithFirst('name', q))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, name, color, archived_at }) => ({
    kind: 'project',
    id,
    title: name,
    color,
    isArchived: archived_at !== null,
  }))
}
