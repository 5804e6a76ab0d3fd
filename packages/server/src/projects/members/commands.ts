/** Who is in a private project: let in, given another role, put out, gone by themselves, or in as administrator. */
import {
  channels,
  type Id,
  type MemberChange,
  mostMembers,
  type ProjectMembers,
  type SetMember,
} from '@copydesk/contract'
import { type Command, type CommandContext, event, type Outcome } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { viewerOf } from '../../command/viewer.ts'
import { contentEvents } from '../../content/events.ts'
import { touchContent, touchVersions } from '../../content/touch.ts'
import { withdrawProject } from '../../notifications/withdraw.ts'
import { holdMembers } from '../../people/groups/door.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import { enterAsAdministrator, enterProject, enterWholeProject } from '../project/door.ts'
import { listChannels } from '../project/list-channels.ts'
import { summariesOf } from '../project/queries.ts'
import { listAnew } from '../releases/tell-releases.ts'
import { askNewcomers, newReviewersOfAll } from '../review/newcomers.ts'
import { tellProject } from '../review/tell-asked.ts'
import { changeAccess, closeHistories } from './access.ts'
import { memberRolesIn, membersOf } from './queries.ts'
import { memberRoleOf } from './sight.ts'

/** Lets somebody in, or gives them another role. */
export function setMember(projectId: Id, member: SetMember): Command<ProjectMembers> {
  return async (context) => {
    const project = await enterProject(context, projectId, 'project.write')
    await requireManager(context, project)
    if (member.kind === 'group') await holdMembers(context.tx, member.id)
    await requireThere(context, member)
    return putMember(context, projectId, { ...member, hasEntered: false })
  }
}

/** Makes the administrator who asks a manager of the project, which everybody in it sees. */
export function enterClosedProject(projectId: Id): Command<ProjectMembers> {
  return async (context) => {
    const project = await enterAsAdministrator(context, projectId)
    requirePrivate(project)
    const role = await memberRoleOf(context.tx, context.actor, projectId)
    if (role !== undefined) {
      return { body: { data: await membersOf(context.tx, projectId), nextCursor: null }, events: [] }
    }
    const { id } = context.actor
    return putMember(context, projectId, { id, kind: 'person', role: 'manager', hasEntered: true })
  }
}

/** Puts somebody out, which everybody may do with themself. */
export function removeMember(projectId: Id, memberId: Id): Command<null> {
  return async (context) => {
    const { tx, actor } = context
    const project = await enterProject(context, projectId, 'project.read', { archived: true })
    requirePrivate(project)
    if (memberId !== actor.id) await requireManager(context, project)
    const member = await tx
      .selectFrom('project_members')
      .select(['member_id', 'member_kind', 'role'])
      .where('project_id', '=', projectId)
      .where('member_id', '=', memberId)
      .executeTakeFirst()
    if (!member) throw new Refusal('not_found', 'They are no member of this project by themselves.')
    const change = { id: memberId, kind: member.member_kind, role: member.role, deed: 'removed' as const }
    const { events } = await membersChanged(context, projectId, change, async () => {
      await tx
        .deleteFrom('project_members')
        .where('project_id', '=', projectId)
        .where('member_id', '=', memberId)
        .execute()
    })
    return { status: 204, body: null, events }
  }
}

/** Makes a private project public, for good: what it holds is everybody's to see from now on. */
export function openToEverybody(projectId: Id): Command<null> {
  return async (context) => {
    const { tx, now } = context
    const before = await enterWholeProject(context, projectId, 'project.write')
    if (before.visibility === 'public') return { status: 204, body: null, events: [] }
    await requireManager(context, before)
    const members = await listChannels(tx, before)
    const insiders = (await memberRolesIn(tx, [projectId])).get(projectId)
    await tx
      .updateTable('projects')
      .set({ visibility: 'public', revision: before.revision + 1, updated_at: now })
      .where('id', '=', projectId)
      .execute()
    await tx.deleteFrom('project_members').where('project_id', '=', projectId).execute()
    const held = await tx
      .selectFrom('project_items')
      .select(['version_id', 'content_id'])
      .where('project_id', '=', projectId)
      .where('action', '=', 'publish')
      .execute()
    const versionIds = held.map((item) => item.version_id)
    await touchVersions(context, versionIds)
    await touchContent(
      context,
      held.map((item) => item.content_id),
    )
    await withdrawProject(context, projectId)
    await tellProject(context, projectId)
    await askNewcomers(context, projectId, await newReviewersOfAll(tx, insiders))
    if (before.published_at !== null) listAnew(context)
    const [project] = await summariesOf(tx, [projectId])
    if (!project) throw new Error('The project went within a transaction')
    const { counts, commentCount, ...own } = project
    const opened = { fields: ['visibility' as const], formerName: own.name }
    const events: ChannelEvent[] = [
      ...members.map((channel) => ({
        channel,
        event: event(context, 'access.changed', { granted: [], revoked: [projectId] }),
      })),
      { channel: channels.projects, event: event(context, 'project.created', { project }) },
      {
        channel: channels.project(projectId),
        event: event(context, 'project.changed', { project: own, change: opened }),
      },
      ...(await contentEvents(context, versionIds)),
    ]
    return { status: 204, body: null, events }
  }
}

async function putMember(
  context: CommandContext,
  projectId: Id,
  { id, kind, role, hasEntered }: SetMember & { hasEntered: boolean },
): Promise<Outcome<ProjectMembers>> {
  const { tx, actor, now } = context
  const present = await membersOf(tx, projectId)
  const known = present.find((member) => member.id === id)
  if (known?.role === role) return { body: { data: present, nextCursor: null }, events: [] }
  if (!known && present.length >= mostMembers) throw new Refusal('too_many_members')
  const deed = known ? 'changed' : hasEntered ? 'entered' : 'added'
  const { events } = await membersChanged(context, projectId, { id, kind, role, deed }, async () => {
    await tx
      .insertInto('project_members')
      .values({
        project_id: projectId,
        member_id: id,
        member_kind: kind,
        role,
        added_by_id: actor.id,
        added_by_kind: actor.kind,
        added_at: now,
        entered: hasEntered ? 1 : 0,
      })
      .onConflict((conflict) => conflict.columns(['project_id', 'member_id']).doUpdateSet({ role }))
      .execute()
  })
  return { body: { data: await membersOf(tx, projectId), nextCursor: null }, events }
}

async function membersChanged(
  context: CommandContext,
  projectId: Id,
  change: MemberChange,
  write: () => Promise<void>,
): Promise<{ events: ChannelEvent[] }> {
  const { events: own, outIds } = await changeAccess(context, [projectId], write)
  const members = await membersOf(context.tx, projectId)
  const events: ChannelEvent[] = [
    { channel: channels.project(projectId), event: event(context, 'members.changed', { members, change }) },
    ...own,
  ]
  await closeHistories(context, outIds, events)
  return { events }
}

function requirePrivate({ visibility }: Row<'projects'>): void {
  if (visibility === 'public') throw new Refusal('project_is_public')
}

async function requireManager(context: CommandContext, project: Row<'projects'>): Promise<void> {
  requirePrivate(project)
  const role = await memberRoleOf(context.tx, await viewerOf(context), project.id)
  if (role !== 'manager') throw new Refusal('forbidden', 'Managers of the project say who is in it.')
}

/** Throws for an id that is nobody's, or no group's. */
async function requireThere({ tx }: CommandContext, { id, kind }: SetMember): Promise<void> {
  const found =
    kind === 'person'
      ? await tx
          .selectFrom('people')
          .select('id')
          .where('id', '=', id)
          .where('deactivated_at', 'is', null)
          .executeTakeFirst()
      : await tx.selectFrom('groups').select('id').where('id', '=', id).executeTakeFirst()
  if (found) return
  const message = kind === 'person' ? 'Nobody here has this id' : 'There is no group with this id'
  throw new Refusal('invalid_request', `${message}.`, { errors: [{ path: '/id', message }] })
}
