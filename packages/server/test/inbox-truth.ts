/** What must be true of inboxes at any moment, worked out again from single notifications and what was put away. */
import { inboxFilters } from '@copydesk/contract'
import { expect } from 'vitest'
import { mendInboxCounts } from '../src/notifications/mend-counts.ts'
import type { InboxDesk } from './inbox-desk.ts'

/** Counts by the product's own definition, from single notifications and what was put away. */
export async function expectTrueInboxes({ storage, services, cast, inboxOf, secretId }: InboxDesk) {
  expect(await mendInboxCounts(services)).toBe(0)
  const { rows, entries, members, threads } = await storage.read(async (tx) => ({
    rows: await tx.selectFrom('notifications').selectAll().execute(),
    entries: await tx.selectFrom('inbox_entries').selectAll().execute(),
    members: await tx.selectFrom('project_members').selectAll().execute(),
    threads: await tx.selectFrom('comments').select(['id', 'thread_id']).execute(),
  }))
  const threadIds = new Map(threads.map((one) => [one.id, one.thread_id]))
  for (const person of cast) {
    const isMember = members.some((one) => one.project_id === secretId && one.member_id === person.id)
    const own = rows.filter((row) => row.person_id === person.id)
    const seen = own.filter((row) => isMember || row.project_id !== secretId)
    const away = new Set(
      entries.flatMap(({ id, archived_at, snoozed_until }) =>
        archived_at === null && snoozed_until === null ? [] : [id],
      ),
    )
    const listed = [...Map.groupBy(seen, (row) => row.entry_id)].filter(([id]) => !away.has(id ?? ''))
    const holding = (column: 'read_at' | 'seen_at') =>
      listed.filter(([, held]) => held.some((row) => row[column] === null)).length
    const { counts } = await inboxOf(person, { limit: 1 })
    expect(counts).toEqual({ unread: holding('read_at'), unseen: holding('seen_at') })

    const shown = await Promise.all(inboxFilters.map((filter) => inboxOf(person, { filter })))
    if (!isMember) expect(JSON.stringify(shown)).not.toContain('zebra')
    const [all, , , archived, snoozed] = shown
    const everything = [all, archived, snoozed].flatMap((list) => list?.data ?? [])
    expect(everything.reduce((sum, { size }) => sum + size, 0)).toBe(seen.length)
    expect(new Set(everything.map(({ key }) => key)).size).toBe(everything.length)
    // One entry for each thread of comments.
    const ofThreads = own.filter((row) => threadIds.has(row.comment_id ?? ''))
    const byThread = Map.groupBy(ofThreads, (row) => threadIds.get(row.comment_id ?? ''))
    for (const held of byThread.values()) expect(new Set(held.map((row) => row.entry_id)).size).toBe(1)

    expect(own.filter((row) => row.actor_id === person.id)).toEqual([])
    expect(new Set(own.map((row) => row.event_id)).size).toBe(own.length)
    // Each comment once; that its thread was resolved is another matter.
    const ofComments = own.filter((row) => row.kind === 'comment.created')
    const commentIds = ofComments.flatMap((row) => row.comment_id ?? [])
    expect(new Set(commentIds).size).toBe(commentIds.length)
  }
}
