/**
 * What people see of their notifications now: those of private projects only as members, and those of a version or of
 * content without a project only while they see that. Asked wherever notifications are written, read, counted or pushed.
 */
import type { Id } from '@copydesk/contract'
import type { ExpressionBuilder } from 'kysely'
import { audiencesOf, privateAmong } from '../projects/members/queries.ts'
import {
  closedProjects,
  hiddenAmong,
  hiddenContent,
  hiddenContentAmong,
  hiddenFromEach,
  hiddenVersions,
  type Sight,
  sightOf,
} from '../projects/members/sight.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { Row, Tables } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'

/** What names where something happened in columns of the same names. */
type Placed = 'notifications' | 'inbox_entries' | 'traces'

/** Whether this sight does not reach what a row tells of, as a condition; true or false, never null. */
export function unseen(tx: Tx, sight: Sight) {
  return ({ eb, and, or }: ExpressionBuilder<Tables, Placed>) =>
    or([
      and([eb('project_id', 'is not', null), eb('project_id', 'in', closedProjects(tx, sight))]),
      and([
        eb('project_id', 'is', null),
        eb('version_id', 'is not', null),
        eb('version_id', 'in', hiddenVersions(tx, sight)),
      ]),
      and([
        eb('project_id', 'is', null),
        eb('version_id', 'is', null),
        eb('content_id', 'is not', null),
        eb('content_id', 'in', hiddenContent(tx, sight)),
      ]),
    ])
}

/** Who sees what things happened to, where not everybody does. */
export interface Sights {
  /** Of each private project, those who see it. */
  audiences: ReadonlyMap<Id, ReadonlySet<Id>>
  /** By person: the versions, and the content, that they do not see, where they are told of it without a project. */
  hidden: ReadonlyMap<Id, ReadonlySet<Id>>
}

/** Where something happened. */
export interface Place {
  projectId: Id | null
  /** Without a project. */
  versionId: Id | null
  contentId: Id | null
  /** Of a thread on a text: the private projects that it is kept to; one has to be in all of them. */
  closerIds?: readonly Id[]
}

/** What these people see of these places now. */
export async function readSights(
  tx: Tx,
  personIds: readonly Id[],
  places: readonly Place[],
): Promise<Sights> {
  const projectIds = places.flatMap(({ projectId, closerIds = [] }) => [
    ...closerIds,
    ...(projectId === null ? [] : [projectId]),
  ])
  const alone = places.filter(({ projectId }) => projectId === null)
  const versionIds = alone.flatMap(({ versionId }) => versionId ?? [])
  const contentIds = alone.flatMap(({ versionId, contentId }) =>
    versionId === null ? (contentId ?? []) : [],
  )
  return {
    audiences: await audiencesOf(tx, await privateAmong(tx, projectIds)),
    hidden: await hiddenFromEach(
      tx,
      personIds,
      async (sight) =>
        new Set([
          ...(await hiddenAmong(tx, versionIds, sight)),
          ...(await hiddenContentAmong(tx, contentIds, sight)),
        ]),
    ),
  }
}

/** Whether somebody sees a place; pure. */
export function isSeenBy(
  personId: Id,
  { projectId, versionId, contentId, closerIds = [] }: Place,
  { audiences, hidden }: Sights,
): boolean {
  if (closerIds.some((id) => audiences.get(id)?.has(personId) === false)) return false
  if (projectId !== null) return audiences.get(projectId)?.has(personId) ?? true
  return !hidden.get(personId)?.has(versionId ?? contentId ?? '')
}

/** Those of these rows of one person's inbox that they see now. */
export async function seenAmong(
  tx: Tx,
  personId: Id,
  rows: readonly Row<'notifications'>[],
): Promise<Row<'notifications'>[]> {
  const isUnseen = unseen(tx, await sightOf(tx, { id: personId }))
  const hidden = await selectInChunks(
    rows.map((row) => row.id),
    (chunk) => tx.selectFrom('notifications').select('id').where('id', 'in', chunk).where(isUnseen).execute(),
  )
  const isHidden = new Set(hidden.map((row) => row.id))
  return rows.filter((row) => !isHidden.has(row.id))
}

/** Which of these entries of one person's inbox they see now. */
export async function seenEntryIds(
  tx: Tx,
  personId: Id,
  ids: readonly (Id | null)[],
): Promise<ReadonlySet<Id>> {
  const known = [...new Set(ids.filter((id) => id !== null))]
  if (known.length === 0) return new Set()
  const isUnseen = unseen(tx, await sightOf(tx, { id: personId }))
  const seen = await selectInChunks(known, (chunk) =>
    tx
      .selectFrom('inbox_entries')
      .select('id')
      .where('id', 'in', chunk)
      .where((row) => row.not(isUnseen(row)))
      .execute(),
  )
  return new Set(seen.map((row) => row.id))
}
