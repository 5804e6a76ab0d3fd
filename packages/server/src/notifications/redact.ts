/**
 * Removes words that were edited or deleted from wherever they were repeated: inboxes that quote them, and
 * publications that are kept for those who catch up. Who is not mentioned any more has nothing unread of it.
 */
import { type CopydeskEvent, channels, type Id, mentionedIds, type Notification } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { CommandContext } from '../command/command.ts'
import { followUp } from '../command/work.ts'
import { excerptOf } from '../comments/excerpt.ts'
import { type ChannelEvent, lockChannels, rewritePublications } from '../storage/journal.ts'
import { lockRows } from '../storage/lock.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { addCounts, countChange, readCounts } from './counts.ts'
import { enterInboxes } from './door.ts'
import { inboxEvent } from './present.ts'
import { seenAmong } from './sight.ts'

type CommentRow = Pick<Row<'comments'>, 'id' | 'project_id' | 'body' | 'deleted_at'>

/** A deleted comment leaves its notifications as read or unread as they were. */
export const redact = followUp({
  name: 'redact',
  lane: 'prompt',
  payload: z.object({ commentId: id }),
  batchSize: 100,
  work: async (context, payloads) => {
    const { tx } = context
    const ids = [...new Set(payloads.map(({ commentId }) => commentId))]
    const personIds = await enterQuoting(tx, ids)
    const comments = await tx
      .selectFrom('comments')
      .select(['id', 'project_id', 'body', 'deleted_at'])
      .where('id', 'in', ids)
      .execute()
    const about = Map.groupBy(await readTold(tx, ids), (row) => row.person_id)
    const events: ChannelEvent[] = []
    for (const personId of personIds) {
      const changed = await redactInbox(context, personId, comments, about.get(personId) ?? [])
      if (changed) events.push(changed)
    }
    const projects = comments.map((comment) => channels.project(comment.project_id))
    await lockChannels(tx, [...personIds.map(channels.person), ...projects])
    for (const personId of personIds) {
      for (const comment of comments) await rewriteInbox(tx, personId, comment.id, excerptOf(comment.body))
    }
    for (const comment of comments) {
      await rewritePublications(tx, channels.project(comment.project_id), comment.id, (happened) =>
        withoutWords(happened, comment),
      )
    }
    return { events }
  },
})

/** Enters what may quote these comments: the projects that they are in, and the inboxes that tell of them. */
async function enterQuoting(tx: Tx, commentIds: readonly Id[]): Promise<Id[]> {
  const inProjects = await tx
    .selectFrom('comments')
    .select('project_id')
    .where('id', 'in', commentIds)
    .execute()
  await lockRows(
    tx,
    'projects',
    inProjects.map((row) => row.project_id),
  )
  const told = await readTold(tx, commentIds)
  return [
    ...(await enterInboxes(
      tx,
      told.map((row) => row.person_id),
    )),
  ]
}

function readTold(tx: Tx, commentIds: readonly Id[]): Promise<Row<'notifications'>[]> {
  return tx.selectFrom('notifications').selectAll().where('comment_id', 'in', commentIds).execute()
}

/** Changes what a person's inbox quotes of these comments; null where it has no other words. */
async function redactInbox(
  { tx, now, ...context }: CommandContext,
  personId: Id,
  comments: readonly CommentRow[],
  told: readonly Row<'notifications'>[],
): Promise<ChannelEvent | null> {
  const changed: Row<'notifications'>[] = []
  let counts = await readCounts(tx, personId)
  for (const comment of comments) {
    const excerpt = excerptOf(comment.body)
    const isMentioned = mentionedIds(comment.body).includes(personId)
    for (const before of told.filter((row) => row.comment_id === comment.id)) {
      const isTakenBack = comment.deleted_at === null && before.reason === 'mention' && !isMentioned
      const isRead = isTakenBack && before.read_at === null
      if (before.excerpt === excerpt && !isRead) continue
      const read = isRead ? { read_at: now, seen_at: before.seen_at ?? now } : {}
      const change = { excerpt, revision: before.revision + 1, ...read }
      await tx.updateTable('notifications').set(change).where('id', '=', before.id).execute()
      const row = { ...before, ...change }
      if (isRead) counts = await addCounts(tx, personId, countChange(before, row))
      changed.push(row)
    }
  }
  const shown = await seenAmong(tx, personId, changed)
  if (shown.length === 0) return null
  return inboxEvent({ tx, now, ...context }, 'notification.changed', shown, counts)
}

function rewriteInbox(tx: Tx, personId: Id, commentId: Id, excerpt: string): Promise<void> {
  const quotes = (one: Notification) => one.commentId === commentId && one.excerpt !== excerpt
  return rewritePublications(tx, channels.person(personId), commentId, (happened) => {
    if (!('notifications' in happened) || !happened.notifications.some(quotes)) return null
    const notifications = happened.notifications.map((one) => (quotes(one) ? { ...one, excerpt } : one))
    return { ...happened, notifications }
  })
}

/** The event as it would be published now, or null when it has no other words. */
function withoutWords(happened: CopydeskEvent, { id, body }: CommentRow): CopydeskEvent | null {
  if (!('comment' in happened) || happened.comment.id !== id || happened.comment.body === body) return null
  return { ...happened, comment: { ...happened.comment, body } }
}
