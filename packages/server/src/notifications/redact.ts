/**
 * Words that were edited or deleted go from wherever they were repeated: inboxes that quote
 * them, and publications that are kept for those who catch up. Who is not mentioned any more has nothing unread of it.
 */
import { type CopydeskEvent, channels, type Id, type Notification } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { CommandContext } from '../command/command.ts'
import { followUp } from '../command/work.ts'
import { excerptOf } from '../comments/excerpt.ts'
import { parseMentions } from '../comments/mentions.ts'
import { lockChannels, rewritePublications } from '../storage/journal.ts'
import { lockRows } from '../storage/lock.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { enterInboxes } from './door.ts'
import { notificationEvents } from './notification-events.ts'

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
    await enterQuoting(tx, ids)
    const comments = await tx
      .selectFrom('comments')
      .select(['id', 'project_id', 'body', 'deleted_at'])
      .where('id', 'in', ids)
      .execute()
    const changed = new Map<Id, Row<'notifications'>>()
    for (const comment of comments) {
      for (const row of await redactInboxes(context, comment)) changed.set(row.id, row)
      await rewritePublications(tx, channels.project(comment.project_id), comment.id, (happened) =>
        withoutWords(happened, comment),
      )
    }
    return { events: await notificationEvents(context, 'notification.changed', [...changed.values()]) }
  },
})

/** Enters what may quote these comments: the projects that they are in, the inboxes that tell of them, the channels. */
async function enterQuoting(tx: Tx, commentIds: readonly Id[]): Promise<void> {
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
  const told = await tx
    .selectFrom('notifications')
    .select('person_id')
    .where('comment_id', 'in', commentIds)
    .execute()
  await enterInboxes(
    tx,
    told.map((row) => row.person_id),
  )
  await lockChannels(tx, [
    ...inProjects.map((row) => channels.project(row.project_id)),
    ...told.map((row) => channels.person(row.person_id)),
  ])
}

/** Gives the notifications that changed. */
async function redactInboxes(context: CommandContext, comment: CommentRow): Promise<Row<'notifications'>[]> {
  const { tx, now } = context
  const about = await tx
    .selectFrom('notifications')
    .selectAll()
    .where('comment_id', '=', comment.id)
    .execute()
  const excerpt = excerptOf(comment.body)
  const mentioned = new Set(parseMentions(comment.body))
  const isDeleted = comment.deleted_at !== null
  const changed: Row<'notifications'>[] = []
  for (const before of about) {
    const isTakenBack = !isDeleted && before.reason === 'mention' && !mentioned.has(before.person_id)
    const isRead = isTakenBack && before.read_at === null
    if (before.excerpt === excerpt && !isRead) continue
    const row = {
      ...before,
      excerpt,
      revision: before.revision + 1,
      ...(isRead ? { read_at: now, seen_at: before.seen_at ?? now } : {}),
    }
    await tx.updateTable('notifications').set(row).where('id', '=', row.id).execute()
    changed.push(row)
  }
  for (const personId of new Set(about.map((row) => row.person_id))) {
    await rewriteInbox(tx, personId, comment.id, excerpt)
  }
  return changed
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
