/**
 * What is done to a whole inbox is done in parts, the newest entries first, each in a transaction of its own: nobody waits
 * for more than one of them, however much that inbox holds, and its counts are those of its entries at any moment.
 */
import { arrivalKey, type Id, type InboxCounts, type InboxPart } from '@copydesk/contract'
import type { SelectQueryBuilder } from 'kysely'
import type { CommandContext } from '../../command/command.ts'
import { cutPage } from '../../storage/cut-page.ts'
import type { Row, Tables } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { cameBefore, placeOf } from '../queries.ts'

/** Entries of one part. */
export const partSize = 1000

/** What a part is about. */
export interface Part {
  ids: Id[]
  /** How many of them the kept counts count: what its person sees again may not be counted yet. */
  counted: InboxCounts
  bounds: InboxPart
}

/** The part of these entries that comes next. */
export async function takePart(
  tx: Tx,
  entries: SelectQueryBuilder<Tables, 'inbox_entries', object>,
  { personId, below }: { personId: Id; below: string | null },
): Promise<Part> {
  const rows = await entries
    .select(['inbox_entries.id', 'offset', 'unread', 'unseen', 'withdrawn_at'])
    .where(cameBefore(await placeOf(tx, personId, below)))
    .orderBy('offset', 'desc')
    .orderBy('id', 'desc')
    .limit(partSize + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, partSize, arrivalKey)
  return {
    ids: page.map(({ id }) => id),
    counted: { unread: countKept(page, 'unread'), unseen: countKept(page, 'unseen') },
    bounds: { below, downTo: nextCursor },
  }
}

type Kept = Pick<Row<'inbox_entries'>, 'unread' | 'unseen' | 'withdrawn_at'>

function countKept(rows: readonly Kept[], what: 'unread' | 'unseen'): number {
  return rows.filter((row) => row.withdrawn_at === null && row[what] > 0).length
}

/** What its event says of a part; nothing where it is the whole. */
export function partOf(bounds: InboxPart): { part?: InboxPart } {
  return bounds.below === null && bounds.downTo === null ? {} : { part: bounds }
}

/** For its event: whoever sent the command is shown all that it does until an event of it comes, that of the last part. */
export function contextOfPart(context: CommandContext, { downTo }: InboxPart): CommandContext {
  return downTo === null ? context : { ...context, commandId: undefined }
}
