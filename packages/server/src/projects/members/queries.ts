/** Reads who is in private projects, and who sees them by that. */
import {
  type ClosedProjects,
  channels,
  type Id,
  type MemberRole,
  type ProjectMember,
  type ProjectMembers,
  type Snapshot,
} from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import type { Viewer } from '../../command/viewer.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { viewProject } from '../project/door.ts'
import { closedProjects, sightOf, strongerRole } from './sight.ts'

/** `GET /projects/{id}/members`. Throws as the door does. */
export async function readMembers(tx: Tx, viewer: Viewer, projectId: Id): Promise<Snapshot<ProjectMembers>> {
  await viewProject(tx, viewer, projectId)
  return {
    data: await membersOf(tx, projectId),
    nextCursor: null,
    position: await readPosition(tx, channels.project(projectId)),
  }
}

/** In the order in which they came; without those who were removed, and without groups that are gone. */
export async function membersOf(tx: Tx, projectId: Id): Promise<ProjectMember[]> {
  const rows = await tx
    .selectFrom('project_members as member')
    .leftJoin('people as person', 'person.id', 'member.member_id')
    .leftJoin('groups as of_people', 'of_people.id', 'member.member_id')
    .selectAll('member')
    .where('member.project_id', '=', projectId)
    .where(({ or, and, eb }) =>
      or([
        eb('of_people.id', 'is not', null),
        and([eb('person.id', 'is not', null), eb('person.removed_at', 'is', null)]),
      ]),
    )
    .orderBy('member.added_at')
    .orderBy('member.member_id')
    .execute()
  return rows.map(presentMember)
}

/** Those of these projects that are private. */
export async function privateAmong(tx: Tx, projectIds: readonly Id[]): Promise<Id[]> {
  const rows = await selectInChunks([...new Set(projectIds)], (chunk) =>
    tx
      .selectFrom('projects')
      .select('id')
      .where('id', 'in', chunk)
      .where('visibility', '=', 'private')
      .execute(),
  )
  return rows.map(({ id }) => id)
}

/** Who works here and sees these private projects, by project. */
export async function audiencesOf(tx: Tx, projectIds: readonly Id[]): Promise<Map<Id, Set<Id>>> {
  const roles = await memberRolesIn(tx, projectIds)
  return new Map([...roles].map(([projectId, people]) => [projectId, new Set(people.keys())]))
}

/** As what those who work here see these private projects, by project and person. */
export async function memberRolesIn(
  tx: Tx,
  projectIds: readonly Id[],
): Promise<Map<Id, Map<Id, MemberRole>>> {
  const found = new Map(projectIds.map((id) => [id, new Map<Id, MemberRole>()]))
  const rows = await selectInChunks([...new Set(projectIds)], async (chunk) => [
    ...(await tx
      .selectFrom('project_members as member')
      .innerJoin('people as person', 'person.id', 'member.member_id')
      .select(['member.project_id', 'member.role', 'person.id'])
      .where('member.project_id', 'in', chunk)
      .where('person.deactivated_at', 'is', null)
      .execute()),
    ...(await tx
      .selectFrom('project_members as member')
      .innerJoin('group_members as inside', 'inside.group_id', 'member.member_id')
      .innerJoin('people as person', 'person.id', 'inside.person_id')
      .select(['member.project_id', 'member.role', 'person.id'])
      .where('member.project_id', 'in', chunk)
      .where('person.deactivated_at', 'is', null)
      .execute()),
  ])
  for (const { project_id, id, role } of rows) {
    const people = found.get(project_id)
    people?.set(id, strongerRole(role, people.get(id)))
  }
  return found
}

/** The private projects that a group is let into. */
export async function projectsOfMember(tx: Tx, memberId: Id): Promise<Id[]> {
  const rows = await tx
    .selectFrom('project_members')
    .select('project_id')
    .where('member_id', '=', memberId)
    .orderBy('project_id')
    .execute()
  return rows.map(({ project_id }) => project_id)
}

const listed = 500

/** `GET /projects/closed`, for an administrator. */
export async function readClosedProjects(tx: Tx, viewer: Viewer): Promise<ClosedProjects> {
  const rows = await tx
    .selectFrom('projects')
    .select(['id', 'name', 'created_by_id', 'created_by_kind', 'created_at'])
    .where('id', 'in', closedProjects(tx, await sightOf(tx, viewer)))
    .where('deleted_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(listed)
    .execute()
  return {
    data: rows.map((row) => ({
      id: row.id,
      name: row.name,
      createdBy: { id: row.created_by_id, kind: row.created_by_kind },
      createdAt: instant(row.created_at),
    })),
    nextCursor: null,
  }
}

function presentMember(row: Row<'project_members'>): ProjectMember {
  return {
    id: row.member_id,
    kind: row.member_kind,
    role: row.role,
    addedBy: { id: row.added_by_id, kind: row.added_by_kind },
    addedAt: instant(row.added_at),
    hasEntered: row.entered === 1,
  }
}
