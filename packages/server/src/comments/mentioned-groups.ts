/** The groups that comments mention. */
import type { Id } from '@copydesk/contract'
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
