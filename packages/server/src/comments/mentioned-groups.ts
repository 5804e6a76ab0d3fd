/** The groups that comments mention, and how many people one comment may tell by them. */
import { type Id, maxToldByGroups, mentionedGroupIds } from '@copydesk/contract'
import { Refusal } from '../command/refusal.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { Tx } from '../storage/storage.ts'

/** A group with whoever works here and is in it, by id. */
export interface GroupWithMembers {
  id: Id
  name: string
  memberIds: Id[]
}

/** Those of these groups that there are; the ids may be as people typed them. */
export async function readMentionedGroups(tx: Tx, ids: readonly Id[]): Promise<Map<Id, GroupWithMembers>> {
  const rows = await selectInChunks([...new Set(ids)].sort(), (chunk) =>
    tx
      .selectFrom('groups')
      .innerJoin('group_members as member', 'member.group_id', 'groups.id')
      .innerJoin('people', 'people.id', 'member.person_id')
      .select(['groups.id', 'groups.name', 'member.person_id'])
      .where('groups.id', 'in', chunk)
      .where('people.deactivated_at', 'is', null)
      .orderBy('member.person_id')
      .execute(),
  )
  const groups = new Map<Id, GroupWithMembers>()
  for (const { id, name, person_id } of rows) {
    const group = groups.get(id) ?? { id, name, memberIds: [] }
    group.memberIds.push(person_id)
    groups.set(id, group)
  }
  return groups
}

/** Throws `invalid_request` for a comment that would tell too many at once. */
export async function requireFewTold(tx: Tx, body: string): Promise<void> {
  const ids = mentionedGroupIds(body)
  if (ids.length === 0) return
  const groups = await readMentionedGroups(tx, ids)
  const told = new Set([...groups.values()].flatMap(({ memberIds }) => memberIds))
  if (told.size <= maxToldByGroups) return
  const message = `mentions groups of ${told.size} people; a comment tells at most ${maxToldByGroups}`
  throw new Refusal('invalid_request', `body ${message}.`, { errors: [{ path: '/body', message }] })
}
