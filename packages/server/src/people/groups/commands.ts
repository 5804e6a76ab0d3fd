/**
 * Making, changing and deleting groups, told to everybody. Whoever does any of it holds the lock of the administrators,
 * under which somebody is removed, too: no two commands see each other's halves.
 */
import {
  type ChangeGroup,
  type CreateGroup,
  channels,
  type Group,
  groupLimits,
  type Id,
} from '@copydesk/contract'
import { type Command, type CommandContext, event, type Outcome } from '../../command/command.ts'
import { MovedError } from '../../command/moved.ts'
import { Refusal } from '../../command/refusal.ts'
import { requireRight } from '../../command/viewer.ts'
import { awaitingOfPeople } from '../../projects/awaiting/tell-awaiting.ts'
import { changeAccess, closeHistories } from '../../projects/members/access.ts'
import { projectsOfMember } from '../../projects/members/queries.ts'
import { recheck } from '../../projects/review/recheck-approvals.ts'
import { chunks, selectInChunks } from '../../storage/chunks.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { lockAdministrators } from '../door.ts'
import { readViewer } from '../read-viewer.ts'
import { lockGroup } from './door.ts'
import { presentGroup } from './present.ts'
import { memberIdsOf } from './queries.ts'

/** Makes a group, of nobody unless its people are named. */
export function createGroup({ name, memberIds = [] }: CreateGroup): Command<Group> {
  return async (context) => {
    const { tx, newId, now } = context
    await lockAdministrators(tx)
    await requireAdministrator(context)
    await requireFreeName(tx, name)
    await requirePeople(tx, memberIds, 'memberIds')
    const row: Row<'groups'> = { id: newId(), revision: 1, name, created_at: now, managed: 0 }
    await tx.insertInto('groups').values(row).execute()
    await addMembers(tx, row.id, memberIds)
    const group = presentGroup(row, [...new Set(memberIds)].sort())
    return { status: 201, body: group, events: [groupChanged(context, group)] }
  }
}

/** Renames a group, and puts people in and out; who is in both lists is out. */
export function changeGroup(id: Id, change: ChangeGroup): Command<Group> {
  return async (context) => {
    const { tx, precondition } = context
    const { addIds = [], removeIds = [] } = change
    const before = await enterGroup(context, id, addIds)
    precondition.require(before.revision)
    const { name = before.name } = change
    const managed = managedAfter(before, change)
    if (name !== before.name) await requireFreeName(tx, name, id)
    await requirePeople(tx, addIds, 'addIds')
    const present = await memberIdsOf(tx, id)
    const gone = new Set(removeIds)
    const next = [...new Set([...present, ...addIds])].filter((one) => !gone.has(one)).sort()
    if (next.length > groupLimits.members) {
      throw invalid('addIds', `A group has at most ${groupLimits.members} people`)
    }
    const added = next.filter((one) => !present.includes(one))
    const removed = present.filter((one) => gone.has(one))
    if (name === before.name && managed === before.managed && added.length + removed.length === 0) {
      return { body: presentGroup(before, present), events: [] }
    }
    return regroup(context, { ...before, name, managed }, { next, added, removed })
  }
}

/** Puts somebody into the group of this name as the provider says, or makes it; false: it is not the provider's, or full. */
export function joinManaged(name: string, personId: Id): Command<boolean> {
  return async (context) => {
    const { tx, newId, now } = context
    const found = await findNamed(tx, name)
    if (found === undefined) await lockAdministrators(tx, [personId])
    else await lockGroup(tx, found, [personId])
    if ((await findNamed(tx, name)) !== found) throw new MovedError()
    const groups = await tx.selectFrom('groups').selectAll().execute()
    const known = groups.find(({ id }) => id === found)
    const present = known === undefined ? [] : await memberIdsOf(tx, known.id)
    if (present.includes(personId)) return { body: known?.managed === 1, events: [] }
    const isFull =
      known === undefined ? groups.length >= groupLimits.groups : present.length >= groupLimits.members
    if (isFull || known?.managed === 0) return { body: false, events: [] }
    const row = known ?? { id: newId(), revision: 0, name, created_at: now, managed: 1 }
    if (known === undefined) await tx.insertInto('groups').values(row).execute()
    const change = { next: [...present, personId].sort(), added: [personId], removed: [] }
    return { ...(await regroup(context, row, change)), body: true }
  }
}

async function findNamed(tx: Tx, name: string): Promise<Id | undefined> {
  const groups = await tx.selectFrom('groups').select(['id', 'name']).execute()
  return groups.find((group) => folded(group.name) === folded(name))?.id
}

/** Puts somebody out of a group of the provider. */
export function leaveManaged(id: Id, personId: Id): Command<null> {
  return async (context) => {
    await enterWithProjects(context, id)
    const row = await context.tx.selectFrom('groups').selectAll().where('id', '=', id).executeTakeFirst()
    const present = row?.managed === 1 ? await memberIdsOf(context.tx, id) : []
    if (row === undefined || !present.includes(personId)) return { body: null, events: [] }
    const next = present.filter((one) => one !== personId)
    return { ...(await regroup(context, row, { next, added: [], removed: [personId] })), body: null }
  }
}

interface Regrouping {
  /** By id: everybody who is in it then. */
  next: Id[]
  added: readonly Id[]
  removed: readonly Id[]
}

/** Writes a group, and who comes and goes, with all that follows from it. */
async function regroup(
  context: CommandContext,
  before: Row<'groups'>,
  { next, added, removed }: Regrouping,
): Promise<Outcome<Group>> {
  const { tx } = context
  const { id, ...values } = { ...before, revision: before.revision + 1 }
  await tx.updateTable('groups').set(values).where('id', '=', id).execute()
  const access = await changeAccess(context, await projectsOfMember(tx, id), async () => {
    await addMembers(tx, id, added)
    for (const chunk of chunks(removed)) {
      await tx
        .deleteFrom('group_members')
        .where('group_id', '=', id)
        .where('person_id', 'in', chunk)
        .execute()
    }
  })
  const group = presentGroup({ id, ...values }, next)
  recheck(context, removed)
  context.enqueue(awaitingOfPeople(added))
  const events = [groupChanged(context, group), ...access.events]
  await closeHistories(context, access.outIds, events)
  return { body: group, events }
}

/** Whether the provider has it from now on. Throws where the change is the provider's to make. */
function managedAfter(before: Row<'groups'>, { isManaged, name, addIds, removeIds }: ChangeGroup): number {
  if (before.managed === 0 && isManaged) {
    throw invalid('isManaged', 'Only signing in by the provider makes such groups')
  }
  const isSame = (name === undefined || name === before.name) && !addIds?.length && !removeIds?.length
  if (before.managed === 1 && isManaged !== false && !isSame) throw new Refusal('group_managed')
  return isManaged === false ? 0 : before.managed
}

/** Deletes a group; its people stay. */
export function deleteGroup(id: Id): Command<null> {
  return async (context) => {
    const { tx, precondition } = context
    precondition.require((await enterGroup(context, id)).revision)
    recheck(context, await memberIdsOf(tx, id))
    const access = await changeAccess(context, await projectsOfMember(tx, id), async () => {
      await tx.deleteFrom('group_members').where('group_id', '=', id).execute()
      await tx.deleteFrom('groups').where('id', '=', id).execute()
    })
    const deleted = event(context, 'group.deleted', { groupId: id })
    const events = [{ channel: channels.people, event: deleted }, ...access.events]
    await closeHistories(context, access.outIds, events)
    return { status: 204, body: null, events }
  }
}

/** Takes somebody who is removed out of every group, under the lock of the administrators; gives the groups they were in. */
export async function leaveGroups(tx: Tx, personId: Id): Promise<Group[]> {
  const left = await tx
    .deleteFrom('group_members')
    .where('person_id', '=', personId)
    .returning('group_id')
    .execute()
  if (left.length === 0) return []
  const ids = left.map(({ group_id }) => group_id)
  const rows = await tx
    .updateTable('groups')
    .set((row) => ({ revision: row('revision', '+', 1) }))
    .where('id', 'in', ids)
    .returningAll()
    .execute()
  const groups: Group[] = []
  for (const row of rows) groups.push(presentGroup(row, await memberIdsOf(tx, row.id)))
  return groups
}

/** As one of the administrators, who are locked, that whoever asks is at this moment. */
async function requireAdministrator(context: CommandContext): Promise<void> {
  if (context.actor.kind !== 'system') {
    requireRight(await readViewer(context, context.actor), 'people.manage')
  }
}

async function enterWithProjects(context: CommandContext, id: Id, comingIds: readonly Id[] = []) {
  await lockGroup(context.tx, id, comingIds)
  await requireAdministrator(context)
}

async function enterGroup(
  context: CommandContext,
  id: Id,
  comingIds: readonly Id[] = [],
): Promise<Row<'groups'>> {
  await enterWithProjects(context, id, comingIds)
  const row = await context.tx.selectFrom('groups').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('not_found', 'There is no such group.')
  return row
}

/** Two groups whose names differ in capitals alone would be mistaken for each other. */
async function requireFreeName(tx: Tx, name: string, except?: Id): Promise<void> {
  const others = await tx.selectFrom('groups').select(['id', 'name']).execute()
  if (except === undefined && others.length >= groupLimits.groups) throw new Refusal('too_many_groups')
  const taken = others.some((other) => other.id !== except && folded(other.name) === folded(name))
  if (taken) throw invalid('name', 'Another group has this name')
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}

/** Throws for an id that is nobody's, or of somebody who was removed. */
async function requirePeople(tx: Tx, ids: readonly Id[], path: string): Promise<void> {
  const found = await selectInChunks([...new Set(ids)], (chunk) =>
    tx.selectFrom('people').select('id').where('id', 'in', chunk).where('removed_at', 'is', null).execute(),
  )
  const known = new Set(found.map(({ id }) => id))
  if (ids.some((id) => !known.has(id))) throw invalid(path, 'One of them is nobody here')
}

async function addMembers(tx: Tx, groupId: Id, personIds: readonly Id[]): Promise<void> {
  for (const chunk of chunks([...new Set(personIds)])) {
    const rows = chunk.map((person_id) => ({ group_id: groupId, person_id }))
    await tx.insertInto('group_members').values(rows).execute()
  }
}

function groupChanged(context: CommandContext, group: Group): ChannelEvent {
  return { channel: channels.people, event: event(context, 'group.changed', { group }) }
}

function invalid(path: string, message: string): Refusal {
  return new Refusal('invalid_request', `${message}.`, { errors: [{ path: `/${path}`, message }] })
}
