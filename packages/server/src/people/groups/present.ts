/** A row of groups, with who is in it, as the API shows it. */
import type { Group, Id } from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import type { Row } from '../../storage/schema.ts'

/** `memberIds` in the order of ids. */
export function presentGroup(row: Row<'groups'>, memberIds: Id[]): Group {
  return {
    id: row.id,
    revision: row.revision,
    name: row.name,
    memberIds,
    createdAt: instant(row.created_at),
    isManaged: row.managed === 1,
  }
}
