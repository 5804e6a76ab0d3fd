/** What is in the trash, as far as a viewer sees it: content and projects in one list, what was deleted last first. */
import {
  type Actor,
  channels,
  type Id,
  mostTrashed,
  type Snapshot,
  type TrashEntry,
  type TrashFilter,
  type TrashKind,
  type TrashState,
} from '@copydesk/contract'
import { instant } from '../command/command.ts'
import { systemActor } from '../command/system-actor.ts'
import type { Viewer } from '../command/viewer.ts'
import { selectTrashedContent } from '../content/matching.ts'
import { languageRows } from '../content/rows.ts'
import { closedProjects, type Sight, sightOf } from '../projects/members/sight.ts'
import { contains } from '../storage/contains.ts'
import { readPosition } from '../storage/journal.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'

/** Throws nothing of its own: whoever may read content sees what they saw before it was deleted. */
export async function readTrash(tx: Tx, viewer: Viewer, filter: TrashFilter): Promise<Snapshot<TrashState>> {
  const sight = await sightOf(tx, viewer)
  const places = await selectPlaces(tx, sight, filter)
  const first = places.slice(0, mostTrashed)
  const entries = new Map([
    ...(await contentEntries(tx, idsOf(first, 'content'), sight)),
    ...(await projectEntries(tx, idsOf(first, 'project'))),
  ])
  return {
    data: first.flatMap(({ id }) => entries.get(id) ?? []),
    nextCursor: null,
    ...filter,
    total: places.length,
    position: await readPosition(tx, channels.trash),
  }
}

interface Place {
  kind: TrashKind
  id: Id
  at: number
}

/** All of it, by id alone: a trash is emptied by itself. */
async function selectPlaces(tx: Tx, sight: Sight, { q, kind }: TrashFilter): Promise<Place[]> {
  const contents = kind === 'project' ? [] : await selectTrashedContent(tx, sight, q).execute()
  const projects = kind === 'content' ? [] : await selectTrashedProjects(tx, sight, q).execute()
  return [
    ...contents.map(({ id, deleted_at }): Place => ({ kind: 'content', id, at: deleted_at ?? 0 })),
    ...projects.map(({ id, deleted_at }): Place => ({ kind: 'project', id, at: deleted_at ?? 0 })),
  ].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
}

function selectTrashedProjects(tx: Tx, sight: Sight, q: string) {
  const trashed = tx
    .selectFrom('projects')
    .select(['id', 'deleted_at'])
    .where('deleted_at', 'is not', null)
    .where('purged_at', 'is', null)
    .where('id', 'not in', closedProjects(tx, sight))
  return q.trim() === '' ? trashed : trashed.where(contains('name', q))
}

function idsOf(places: readonly Place[], kind: TrashKind): Id[] {
  return places.filter((place) => place.kind === kind).map(({ id }) => id)
}

async function contentEntries(tx: Tx, ids: readonly Id[], sight: Sight): Promise<[Id, TrashEntry][]> {
  if (ids.length === 0) return []
  const rows = await tx.selectFrom('content_items').selectAll().where('id', 'in', ids).execute()
  const languages = Map.groupBy(await languageRows(tx, ids, sight), (row) => row.content_id)
  return rows.map((row) => {
    const title = languages.get(row.id)?.[0]?.title ?? ''
    return [row.id, { kind: 'content', ...marksOf(row), title, type: row.type }]
  })
}

async function projectEntries(tx: Tx, ids: readonly Id[]): Promise<[Id, TrashEntry][]> {
  if (ids.length === 0) return []
  const rows = await tx.selectFrom('projects').selectAll().where('id', 'in', ids).execute()
  return rows.map((row) => [row.id, { kind: 'project', ...marksOf(row), title: row.name, color: row.color }])
}

function marksOf(row: Row<'content_items'> | Row<'projects'>) {
  const { id, deleted_at, purge_at, deleted_by_id, deleted_by_kind } = row
  const deletedBy: Actor =
    deleted_by_id === null || deleted_by_kind === null
      ? systemActor
      : { id: deleted_by_id, kind: deleted_by_kind }
  return { id, deletedBy, deletedAt: instant(deleted_at ?? 0), purgeAt: instant(purge_at ?? 0) }
}
