/** Reads groups: the live list, and who is in them. */
import { channels, type Groups, type Id, type Snapshot } from '@copydesk/contract'
import { readPosition } from '../../storage/journal.ts'
import type { Tx } from '../../storage/storage.ts'
import { presentGroup } from './present.ts'

/** `GET /groups`: all of them, oldest first. */
export async function readGroups(tx: Tx): Promise<Snapshot<Groups>> {
  const rows = await tx.selectFrom('groups').selectAll().orderBy('id').execute()
  const members = await tx
    .selectFrom('group_members')
    .selectAll()
    .orderBy('group_id')
    .orderBy('person_id')
    .execute()
  const byGroup = Map.groupBy(members, ({ group_id }) => group_id)
  return {
    data: rows.map((row) =>
      presentGroup(
        row,
        (byGroup.get(row.id) ?? []).map(({ person_id }) => person_id),
      ),
    ),
    nextCursor: null,
    position: await readPosition(tx, channels.people),
  }
}

/** Who is in a group, by id. */
export async function memberIdsOf(tx: Tx, groupId: Id): Promise<Id[]> {
  const rows = await tx
    .selectFrom('group_members')
    .select('person_id')
    .where('group_id', '=', groupId)
    .orderBy('person_id')
    .execute()
  return rows.map(({ person_id }) => person_id)
}

/** The groups that somebody is in. */
export async function groupIdsOf(tx: Tx, personId: Id): Promise<Id[]> {
  const rows = await tx
    .selectFrom('group_members')
    .select('group_id')
    .where('person_id', '=', personId)
    .orderBy('group_id')
    .execute()
  return rows.map(({ group_id }) => group_id)
}
