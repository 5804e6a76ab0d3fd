/**
 * Makes unread again what was marked as read together at an instant, in parts, the newest notifications first. What was
 * touched since stays as it is: notifications that were marked one by one, entries that were archived or snoozed.
 */
import { arrivalKey, channels, type Id, type InboxCounts, type Instant } from '@copydesk/contract'
import { type CommandInParts, event, instant } from '../../command/command.ts'
import { sightOf } from '../../projects/members/sight.ts'
import { chunks, selectInChunks } from '../../storage/chunks.ts'
import { cutPage } from '../../storage/cut-page.ts'
import type { Tx } from '../../storage/storage.ts'
import { addCounts, readCounts } from '../counts.ts'
import { enterInbox } from '../door.ts'
import { cameBefore, placeOf } from '../queries.ts'
import { unseen } from '../sight.ts'
import { isListed } from './mark-up-to.ts'
import { unreadFrom } from './recount.ts'
import { contextOfPart, partSize } from './take-part.ts'
import { requireUndoable } from './undoable.ts'

/** Throws `not_found` when that was too long ago. */
export function undoReadAll(personId: Id, readAt: Instant): CommandInParts<InboxCounts> {
  const at = Date.parse(readAt)
  const part =
    (below: string | null): CommandInParts<InboxCounts> =>
    async (context) => {
      const { tx, now } = context
      requireUndoable(at, now)
      await enterInbox(tx, personId)
      const { marked, downTo } = await readTogether(tx, { personId, at, below })
      const entries = await listedAmong(tx, personId, new Set(marked.map(({ entry_id }) => entry_id)))
      if (entries.size === 0 && below === null && downTo === null) {
        return { body: await readCounts(tx, personId), events: [] }
      }
      const ids = marked.flatMap(({ id, entry_id }) => (entry_id && entries.has(entry_id) ? id : []))
      for (const chunk of chunks(ids)) {
        await tx
          .updateTable('notifications')
          .set(({ eb }) => ({ read_at: null, revision: eb('revision', '+', 1) }))
          .where('id', 'in', chunk)
          .execute()
      }
      for (const chunk of chunks([...entries.keys()])) await countUnread(tx, chunk)
      const added = [...entries.values()].filter((entry) => entry.unread === 0 && entry.withdrawn_at === null)
      const counts = await addCounts(tx, personId, { unread: added.length, unseen: 0 })
      const told = { readAt: instant(at), counts }
      const all = event(contextOfPart(context, { below, downTo }), 'notification.all_unread', told)
      return {
        body: counts,
        events: [{ channel: channels.person(personId), event: all }],
        next: downTo === null ? undefined : part(downTo),
      }
    }
  return part(null)
}

/** A part of what was marked at that instant. */
async function readTogether(
  tx: Tx,
  { personId, at, below }: { personId: Id; at: number; below: string | null },
) {
  const rows = await tx
    .selectFrom('notifications')
    .select(['id', 'offset', 'entry_id'])
    .where('person_id', '=', personId)
    .where('read_at', '=', at)
    .where(cameBefore(await placeOf(tx, personId, below)))
    .orderBy('offset', 'desc')
    .orderBy('id', 'desc')
    .limit(partSize + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, partSize, arrivalKey)
  return { marked: page, downTo: nextCursor }
}

/** Those of these entries that are where *mark all read* found them, and that their person sees. */
async function listedAmong(tx: Tx, personId: Id, entryIds: ReadonlySet<Id | null>) {
  const isUnseen = unseen(tx, await sightOf(tx, { id: personId }))
  const known = [...entryIds].filter((id) => id !== null)
  const rows = await selectInChunks(known, (chunk) =>
    tx
      .selectFrom('inbox_entries')
      .select(['id', 'unread', 'withdrawn_at'])
      .where('id', 'in', chunk)
      .where(isListed)
      .where((row) => row.not(isUnseen(row)))
      .execute(),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Gives entries what they hold unread; all else of them is as it was. */
async function countUnread(tx: Tx, entryIds: readonly Id[]): Promise<void> {
  await tx
    .updateTable('inbox_entries')
    .set(({ eb, selectFrom }) => {
      const open = selectFrom('notifications')
        .whereRef('entry_id', '=', 'inbox_entries.id')
        .where('read_at', 'is', null)
      return {
        unread: open.select(({ fn }) => fn.countAll<number>().as('count')),
        unread_from: open.select(unreadFrom.as('first')),
        revision: eb('revision', '+', 1),
      }
    })
    .where('id', 'in', entryIds)
    .execute()
}
