/** What must be true of inboxes at any moment, worked out again from single notifications and what was put away. */
import { inboxFilters, typeOf } from '@copydesk/contract'
import { expect } from 'vitest'
import { readInbox } from '../src/notifications/inbox/queries.ts'
import { mendInboxCounts } from '../src/notifications/mend-counts.ts'
import type { Tx } from '../src/storage/storage.ts'
import type { InboxDesk, Silence } from './inbox-desk.ts'

/** While others write, too: each inbox is read at one moment. */
export async function expectTrueInboxes({
  storage,
  services,
  cast,
  secretId,
  silences,
}: InboxDesk): Promise<void> {
  expect(await mendInboxCounts(services)).toBe(0)
  for (const { id } of cast) await storage.read((tx) => expectTrueInbox(tx, id, secretId))
  for (const silence of silences) await storage.read((tx) => expectUntold(tx, silence))
}

/** Nobody is told of what they do not want, nor of anything while they do not work here. */
async function expectUntold(tx: Tx, { personId, type, from, until }: Silence): Promise<void> {
  const rows = await tx
    .selectFrom('notifications')
    .selectAll()
    .where('person_id', '=', personId)
    .where('created_at', '>', from)
    // Their own doing.
    .where('reason', '<>', 'marked')
    .$if(until !== Infinity, (query) => query.where('created_at', '<', until))
    .execute()
  expect(rows.filter((row) => type === undefined || typeOf(row.kind, row.reason) === type)).toEqual([])
}

/** Counts by the product's own definition, from single notifications and what was put away. */
async function expectTrueInbox(tx: Tx, personId: string, secretId: string): Promise<void> {
  const inboxOf = (window: Partial<Parameters<typeof readInbox>[1]>) =>
    readInbox(tx, { personId, filter: 'all', q: '', cursor: undefined, limit: 200, ...window })
  const own = await tx.selectFrom('notifications').selectAll().where('person_id', '=', personId).execute()
  const entries = await tx.selectFrom('inbox_entries').selectAll().where('person_id', '=', personId).execute()
  const member = await tx
    .selectFrom('project_members')
    .select('member_id')
    .where('project_id', '=', secretId)
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('member_id', '=', personId),
        eb(
          'member_id',
          'in',
          selectFrom('group_members').select('group_id').where('person_id', '=', personId),
        ),
      ]),
    )
    .executeTakeFirst()
  const threads = await tx.selectFrom('comments').select(['id', 'thread_id']).execute()
  const threadIds = new Map(threads.map((one) => [one.id, one.thread_id]))
  const seen = own.filter((row) => member !== undefined || row.project_id !== secretId)
  const away = new Set(
    entries.flatMap(({ id, archived_at, snoozed_until }) =>
      archived_at === null && snoozed_until === null ? [] : [id],
    ),
  )
  const listed = [...Map.groupBy(seen, (row) => row.entry_id)].filter(([id]) => !away.has(id ?? ''))
  const holding = (column: 'read_at' | 'seen_at') =>
    listed.filter(([, held]) => held.some((row) => row[column] === null)).length
  const { counts } = await inboxOf({ limit: 1 })
  expect(counts).toEqual({ unread: holding('read_at'), unseen: holding('seen_at') })

  const shown: Awaited<ReturnType<typeof readInbox>>[] = []
  for (const filter of inboxFilters) shown.push(await inboxOf({ filter }))
  if (member === undefined) expect(JSON.stringify(shown)).not.toContain('zebra')
  const [all, , , archived, snoozed] = shown
  const everything = [all, archived, snoozed].flatMap((list) => list?.data ?? [])
  expect(everything.reduce((sum, { size }) => sum + size, 0)).toBe(seen.length)
  expect(new Set(everything.map(({ key }) => key)).size).toBe(everything.length)
  // One entry for each thread of comments.
  const ofThreads = own.filter((row) => threadIds.has(row.comment_id ?? ''))
  const byThread = Map.groupBy(ofThreads, (row) => threadIds.get(row.comment_id ?? ''))
  for (const held of byThread.values()) expect(new Set(held.map((row) => row.entry_id)).size).toBe(1)

  expect(own.filter((row) => row.actor_id === personId)).toEqual([])
  expect(new Set(own.map((row) => row.event_id)).size).toBe(own.length)
  // Each comment once; that its thread was resolved is another matter.
  const ofComments = own.filter((row) => row.kind === 'comment.created')
  const commentIds = ofComments.flatMap((row) => row.comment_id ?? [])
  expect(new Set(commentIds).size).toBe(commentIds.length)
}
