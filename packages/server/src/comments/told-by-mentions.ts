/**
 * Whom mentions tell where they stand: who works here and sees the place. Who muted it, or wants none of it, is not asked
 * here: that is nobody else's to know.
 */
import {
  type Id,
  type MentionsCheck,
  maxToldByGroups,
  mentionedGroupIds,
  mentionedIds,
  type NotTold,
} from '@copydesk/contract'
import { Refusal } from '../command/refusal.ts'
import { allows, requireRight, type Viewer } from '../command/viewer.ts'
import { audiencesOf } from '../projects/members/queries.ts'
import { memberRoleOf } from '../projects/members/sight.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { Tx } from '../storage/storage.ts'
import { type GroupWithMembers, readMentionedGroups } from './mentioned-groups.ts'

/** Whom a text names, by id. */
export interface Mentioned {
  people: readonly Id[]
  groups: readonly Id[]
}

type Told = Pick<MentionsCheck, 'toldByGroups' | 'notTold'>

/** Whom a comment mentions. */
export function mentionedIn(body: string): Mentioned {
  return { people: mentionedIds(body), groups: mentionedGroupIds(body) }
}

/** Those who were not mentioned before. */
export function addedTo(before: Mentioned, after: Mentioned): Mentioned {
  return {
    people: after.people.filter((id) => !before.people.includes(id)),
    groups: after.groups.filter((id) => !before.groups.includes(id)),
  }
}

/** `closers`: the private projects whose members alone see the place; one has to be in all of them. */
export async function readTold(tx: Tx, { people, groups }: Mentioned, closers: readonly Id[]): Promise<Told> {
  if (people.length === 0 && groups.length === 0) return { toldByGroups: 0, notTold: [] }
  const audiences = [...(await audiencesOf(tx, closers)).values()]
  const isSeenBy = (id: Id) => audiences.every((audience) => audience.has(id))
  const here = await hereAmong(tx, people)
  const found = await readMentionedGroups(tx, groups)
  const notTold = [
    ...people.flatMap((id): NotTold[] => {
      if (!here.has(id)) return [{ kind: 'person', id, why: 'not_here', count: 1 }]
      return isSeenBy(id) ? [] : [{ kind: 'person', id, why: 'no_access', count: 1 }]
    }),
    ...groups.flatMap((id) => groupNotTold(id, found.get(id), isSeenBy)),
  ]
  const members = [...found.values()].flatMap(({ memberIds }) => memberIds)
  return { toldByGroups: new Set(members.filter(isSeenBy)).size, notTold }
}

/** Throws `invalid_request` for a comment that would tell too many at once. */
export async function requireFewTold(tx: Tx, mentioned: Mentioned, closers: readonly Id[]): Promise<void> {
  if (mentioned.groups.length === 0) return
  const { toldByGroups } = await readTold(tx, { people: [], groups: mentioned.groups }, closers)
  if (toldByGroups <= maxToldByGroups) return
  const message = `mentions groups of ${toldByGroups} people; a comment tells at most ${maxToldByGroups}`
  throw new Refusal('invalid_request', `body ${message}.`, { errors: [{ path: '/body', message }] })
}

/** For an answer to this viewer: nothing where their key may not read people and projects. */
export async function notToldFor(
  tx: Tx,
  viewer: Viewer,
  mentioned: Mentioned,
  closers: readonly Id[],
): Promise<{ notTold?: NotTold[] }> {
  if (!allows(viewer, 'people.read') || !allows(viewer, 'project.read')) return {}
  const { notTold } = await readTold(tx, mentioned, closers)
  return notTold.length === 0 ? {} : { notTold }
}

/** Whom mentions would not tell, for somebody who may write there. Throws `forbidden` where their key may not know it. */
export async function checkMentioned(
  tx: Tx,
  viewer: Viewer,
  mentioned: Mentioned,
  closers: readonly Id[],
): Promise<MentionsCheck> {
  requireRight(viewer, 'people.read')
  requireRight(viewer, 'project.read')
  const told = await readTold(tx, mentioned, closers)
  const [closer] = closers
  const isManager =
    closer !== undefined && closers.length === 1 && (await memberRoleOf(tx, viewer, closer)) === 'manager'
  return { ...told, keptTo: [...closers], mayLetIn: isManager && allows(viewer, 'project.write') }
}

function groupNotTold(id: Id, group: GroupWithMembers | undefined, isSeenBy: (id: Id) => boolean): NotTold[] {
  if (group === undefined) return [{ kind: 'group', id, why: 'not_here', count: 0 }]
  const count = group.memberIds.filter((member) => !isSeenBy(member)).length
  return count === 0 ? [] : [{ kind: 'group', id, why: 'no_access', count }]
}

async function hereAmong(tx: Tx, personIds: readonly Id[]): Promise<Set<Id>> {
  const rows = await selectInChunks([...new Set(personIds)].sort(), (chunk) =>
    tx
      .selectFrom('people')
      .select('id')
      .where('id', 'in', chunk)
      .where('deactivated_at', 'is', null)
      .execute(),
  )
  return new Set(rows.map(({ id }) => id))
}
