/**
 * Which private projects somebody sees into, and what nobody else sees: the open versions that these hold, or held last.
 * What was published is everybody's. Every query that shows versions to somebody leaves out `hiddenVersions`; what is
 * published in channels that everybody follows is for nobody's sight.
 */
import { type Id, type MemberRole, may, memberRoles } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { systemActor } from '../../command/system-actor.ts'
import { allows, allowsAsManager, type Viewer, viewerOf } from '../../command/viewer.ts'
import { groupIdsOf } from '../../people/groups/queries.ts'
import type { Action } from '../../policy.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'

/** Private projects by id, with what one is there. */
export type Sight = ReadonlyMap<Id, MemberRole>

/** Of everybody: into no private project. */
export const noSight: Sight = new Map()

/** What this viewer sees into now. A key sees into none, unless it acts for somebody who does. */
export async function sightOf(tx: Tx, viewer: Pick<Viewer, 'id'>): Promise<Sight> {
  if (viewer.id === systemActor.id) {
    const all = await tx.selectFrom('projects').select('id').where('visibility', '=', 'private').execute()
    return new Map(all.map(({ id }) => [id, 'manager']))
  }
  return strongest(await selectMemberships(tx, [viewer.id, ...(await groupIdsOf(tx, viewer.id))]).execute())
}

/** As `sightOf`, of whoever sent the command. */
export async function sightOfActor(context: CommandContext): Promise<Sight> {
  return sightOf(context.tx, await viewerOf(context))
}

/** What the viewer is in one private project; undefined: nothing. */
export async function memberRoleOf(
  tx: Tx,
  viewer: Pick<Viewer, 'id'>,
  projectId: Id,
): Promise<MemberRole | undefined> {
  if (viewer.id === systemActor.id) return 'manager'
  const ids = [viewer.id, ...(await groupIdsOf(tx, viewer.id))]
  return strongest(await selectMemberships(tx, ids).where('project_id', '=', projectId).execute()).get(
    projectId,
  )
}

/** Whether a member may do it there, as far as the project goes; their role on the site says the rest. */
export function mayAsMember(role: MemberRole, action: Action): boolean {
  return may(role === 'manager' ? 'admin' : role, action)
}

/** Whether a viewer may do it in a private project in which they are this: what both roles allow, and what managing gives. */
export function allowsAsMember(viewer: Viewer, member: MemberRole, action: Action): boolean {
  if (!mayAsMember(member, action)) return false
  return member === 'manager' ? allowsAsManager(viewer, action) : allows(viewer, action)
}

/** Of two roles that somebody has by themself and by groups, the one that counts. */
export function strongerRole(role: MemberRole, other: MemberRole = role): MemberRole {
  return memberRoles.indexOf(role) > memberRoles.indexOf(other) ? role : other
}

/** What a viewer may do in each of these projects, as its door says it; outside of projects where none is named. */
export async function rightsIn(
  tx: Tx,
  viewer: Viewer,
  projectIds: readonly (Id | undefined)[],
): Promise<(projectId: Id | undefined, action: Action) => boolean> {
  const named = projectIds.filter((id) => id !== undefined)
  const closed = await closedAmong(tx, named, noSight)
  const sight = closed.size === 0 ? noSight : await sightOf(tx, viewer)
  return (projectId, action) => {
    if (projectId === undefined || !closed.has(projectId)) return allows(viewer, action)
    const member = sight.get(projectId)
    return member !== undefined && allowsAsMember(viewer, member, action)
  }
}

/** The ids of private projects that this sight does not reach, as a part of a query. */
export function closedProjects(tx: Tx, sight: Sight) {
  const closed = tx
    .selectFrom('projects as closed')
    .select('closed.id')
    .where('closed.visibility', '=', 'private')
  return sight.size === 0 ? closed : closed.where('closed.id', 'not in', [...sight.keys()])
}

/**
 * The ids of the versions that this sight does not reach, as a part of a query. One that left a private project stays
 * with its members until one of them puts it into another project: taking it out publishes nothing.
 */
export function hiddenVersions(tx: Tx, sight: Sight) {
  const held = tx
    .selectFrom('project_items as hiding')
    .innerJoin('versions as hidden', 'hidden.id', 'hiding.version_id')
    .select('hiding.version_id')
    .where('hiding.action', '=', 'publish')
    .where('hidden.status', 'not in', ['published', 'previously_published'])
    .where('hiding.project_id', 'in', closedProjects(tx, sight))
  const left = tx
    .selectFrom('removed_items as hiding')
    .innerJoin('versions as hidden', 'hidden.id', 'hiding.version_id')
    .select('hiding.version_id')
    .where('hiding.action', '=', 'publish')
    .where('hidden.status', 'not in', ['published', 'previously_published'])
    .where('hiding.project_id', 'in', closedProjects(tx, sight))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('project_items as holding')
            .select('holding.id')
            .whereRef('holding.version_id', '=', 'hiding.version_id')
            .where('holding.action', '=', 'publish'),
        ),
      ),
    )
  return held.unionAll(left)
}

/** The ids of the content of which the sight reaches no version, as a part of a query. */
export function hiddenContent(tx: Tx, sight: Sight) {
  return tx
    .selectFrom('versions as unseen')
    .select('unseen.content_id')
    .where('unseen.id', 'in', hiddenVersions(tx, sight))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('versions as seen')
            .select('seen.id')
            .whereRef('seen.content_id', '=', 'unseen.content_id')
            .where('seen.id', 'not in', hiddenVersions(tx, sight)),
        ),
      ),
    )
}

/** Of those of these versions that not everybody sees: the private projects of which one has to be, all of them. */
export async function projectsHiding(tx: Tx, versionIds: readonly Id[]): Promise<Map<Id, Id[]>> {
  const hidden = [...(await hiddenAmong(tx, versionIds, noSight))]
  const selectFrom = (table: 'project_items' | 'removed_items') =>
    selectInChunks(hidden, (chunk) =>
      tx
        .selectFrom<'project_items' | 'removed_items'>(table)
        .select(['version_id', 'project_id'])
        .where('version_id', 'in', chunk)
        .where('action', '=', 'publish')
        .where('project_id', 'in', closedProjects(tx, noSight))
        .execute(),
    )
  const idsOf = (rows: readonly { version_id: Id; project_id: Id }[]) =>
    [...Map.groupBy(rows, (row) => row.version_id)].map(([id, own]): [Id, Id[]] => {
      return [id, own.map(({ project_id }) => project_id)]
    })
  // Which they left does not count while one holds them.
  return new Map([...idsOf(await selectFrom('removed_items')), ...idsOf(await selectFrom('project_items'))])
}

/** Those of these projects that the sight does not reach. */
export async function closedAmong(tx: Tx, projectIds: readonly Id[], sight: Sight): Promise<Set<Id>> {
  const rows = await selectInChunks([...new Set(projectIds)], (chunk) =>
    tx
      .selectFrom('projects')
      .select('id')
      .where('id', 'in', chunk)
      .where('id', 'in', closedProjects(tx, sight))
      .execute(),
  )
  return new Set(rows.map(({ id }) => id))
}

/** Those of these versions that the sight does not reach. */
export async function hiddenAmong(tx: Tx, versionIds: readonly Id[], sight: Sight): Promise<Set<Id>> {
  const rows = await selectInChunks([...new Set(versionIds)], (chunk) =>
    tx
      .selectFrom('versions')
      .select('id')
      .where('id', 'in', chunk)
      .where('id', 'in', hiddenVersions(tx, sight))
      .execute(),
  )
  return new Set(rows.map(({ id }) => id))
}

/** Those of this content of which the sight reaches no version. */
export async function hiddenContentAmong(tx: Tx, contentIds: readonly Id[], sight: Sight): Promise<Set<Id>> {
  const rows = await selectInChunks([...new Set(contentIds)], (chunk) =>
    hiddenContent(tx, sight).where('unseen.content_id', 'in', chunk).execute(),
  )
  return new Set(rows.map((row) => row.content_id))
}

/** What is hidden from each of these people: asked once for all who see into the same projects. */
export async function hiddenFromEach(
  tx: Tx,
  personIds: readonly Id[],
  hiddenFrom: (sight: Sight) => Promise<Set<Id>>,
): Promise<Map<Id, Set<Id>>> {
  const fromAll = await hiddenFrom(noSight)
  if (fromAll.size === 0) return new Map()
  const found = new Map(personIds.map((id) => [id, fromAll]))
  const sights = [...(await sightsOf(tx, personIds))]
  for (const alike of Map.groupBy(sights, ([, sight]) => [...sight.keys()].sort().join()).values()) {
    const [first] = alike
    if (!first) continue
    const hidden = await hiddenFrom(first[1])
    for (const [id] of alike) found.set(id, hidden)
  }
  return found
}

/** What these people see into now; those who see into nothing are left out. */
export async function sightsOf(tx: Tx, personIds: readonly Id[]): Promise<Map<Id, Sight>> {
  const rows = await selectInChunks([...new Set(personIds)], async (chunk) => [
    ...(await tx
      .selectFrom('project_members')
      .select(['member_id as person_id', 'project_id', 'role'])
      .where('member_id', 'in', chunk)
      .execute()),
    ...(await tx
      .selectFrom('group_members as inside')
      .innerJoin('project_members as member', 'member.member_id', 'inside.group_id')
      .select(['inside.person_id', 'member.project_id', 'member.role'])
      .where('inside.person_id', 'in', chunk)
      .execute()),
  ])
  return new Map(
    [...Map.groupBy(rows, (row) => row.person_id)].map(([personId, own]) => [personId, strongest(own)]),
  )
}

function selectMemberships(tx: Tx, memberIds: readonly Id[]) {
  return tx.selectFrom('project_members').select(['project_id', 'role']).where('member_id', 'in', memberIds)
}

function strongest(rows: readonly { project_id: Id; role: MemberRole }[]): Map<Id, MemberRole> {
  const roles = new Map<Id, MemberRole>()
  for (const { project_id, role } of rows) {
    roles.set(project_id, strongerRole(role, roles.get(project_id)))
  }
  return roles
}
