/**
 * Removes words that were edited or deleted from wherever they were repeated: inboxes that quote them, and
 * publications that are kept for those who catch up. Who is not mentioned any more has nothing unread of it.
 */
import {
  type CopydeskEvent,
  channels,
  type Id,
  mentionedGroupIds,
  mentionedIds,
  type Notification,
} from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { CommandContext } from '../command/command.ts'
import { followUp } from '../command/work.ts'
import { excerptOfComment } from '../comments/excerpt.ts'
import { readMentionedGroups } from '../comments/mentioned-groups.ts'
import { passageOf } from '../comments/present.ts'
import { closersOf, versionOfText } from '../comments/text-scope.ts'
import { audiencesOf } from '../projects/members/queries.ts'
import { type ChannelEvent, lockChannels, rewritePublications } from '../storage/journal.ts'
import { lockRows } from '../storage/lock.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { enterInboxes } from './door.ts'
import { inboxEvent, presentSeenEntries } from './inbox/present.ts'
import { recount } from './inbox/recount.ts'
import { seenAmong } from './sight.ts'
import { withdraw } from './withdraw.ts'

interface Commented
  extends Pick<
    Row<'comments'>,
    'id' | 'project_id' | 'content_id' | 'language' | 'body' | 'passage' | 'deleted_at'
  > {
  /** The private projects that a text by itself is kept to: nobody else reads other words of it than they know. */
  closers: readonly Id[]
  /** Then people are told of it as this version, and only those who see that. */
  toldAs: Id | null
  /** By name, or as one of a group. */
  mentioned: ReadonlySet<Id>
}

const noWords = { body: '', passage: null, mentioned: new Set<Id>() }

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
    const comments = await readCommented(tx, ids)
    const audiences = await audiencesOf(
      tx,
      comments.flatMap(({ closers }) => closers),
    )
    const seenBy = (personId: Id) =>
      comments.map((comment) => {
        const isOut = comment.closers.some((id) => !audiences.get(id)?.has(personId))
        return isOut ? { ...comment, ...noWords } : comment
      })
    const about = Map.groupBy(await readTold(tx, ids), (row) => row.person_id)
    const events: ChannelEvent[] = []
    for (const personId of personIds) {
      const changed = await redactInbox(context, personId, seenBy(personId), about.get(personId) ?? [])
      if (changed) events.push(changed)
    }
    await lockChannels(tx, [...personIds.map(channels.person), ...comments.map(channelOf)])
    for (const personId of personIds) {
      for (const comment of seenBy(personId)) {
        await rewriteInbox(tx, personId, comment.id, excerptOfComment(comment))
      }
    }
    for (const comment of comments) {
      const seen = comment.closers.length === 0 ? comment : { ...comment, ...noWords }
      await rewritePublications(tx, channelOf(comment), comment.id, (happened) =>
        withoutWords(happened, seen),
      )
    }
    return { events }
  },
})

async function readCommented(tx: Tx, ids: readonly Id[]): Promise<Commented[]> {
  const rows = await tx
    .selectFrom('comments')
    .select(['id', 'project_id', 'content_id', 'language', 'body', 'passage', 'deleted_at'])
    .where('id', 'in', ids)
    .execute()
  const found: Commented[] = []
  for (const row of rows) {
    const { project_id: projectId, content_id: contentId, language } = row
    const isOnText = projectId === null && contentId !== null && language !== null
    const closers = isOnText ? await closersOf(tx, contentId, language) : []
    const toldAs = isOnText && closers.length > 0 ? await versionOfText(tx, contentId, language) : null
    const groups = await readMentionedGroups(tx, mentionedGroupIds(row.body))
    const members = [...groups.values()].flatMap(({ memberIds }) => memberIds)
    found.push({ ...row, closers, toldAs, mentioned: new Set([...mentionedIds(row.body), ...members]) })
  }
  return found
}

function channelOf({ project_id, content_id }: Commented): string {
  return project_id === null ? channels.content(content_id ?? '') : channels.project(project_id)
}

/** Enters what may quote these comments: the projects or content that they are in, and the inboxes that tell of them. */
async function enterQuoting(tx: Tx, commentIds: readonly Id[]): Promise<Id[]> {
  const places = await tx
    .selectFrom('comments')
    .select(['project_id', 'content_id'])
    .where('id', 'in', commentIds)
    .execute()
  await lockRows(
    tx,
    'projects',
    places.flatMap((row) => row.project_id ?? []),
  )
  await lockRows(
    tx,
    'content_items',
    places.flatMap((row) => (row.project_id === null && row.content_id !== null ? [row.content_id] : [])),
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
  comments: readonly Commented[],
  told: readonly Row<'notifications'>[],
): Promise<ChannelEvent | null> {
  const changed: Row<'notifications'>[] = []
  for (const comment of comments) {
    const excerpt = excerptOfComment(comment)
    const isMentioned = comment.mentioned.has(personId)
    for (const before of told.filter((row) => row.comment_id === comment.id)) {
      const isTakenBack = comment.deleted_at === null && before.reason === 'mention' && !isMentioned
      const isRead = isTakenBack && before.read_at === null
      const toldAs = comment.toldAs ?? before.version_id
      if (before.excerpt === excerpt && !isRead && toldAs === before.version_id) continue
      const read = isRead ? { read_at: now, seen_at: before.seen_at ?? now } : {}
      const change = { excerpt, version_id: toldAs, revision: before.revision + 1, ...read }
      await tx.updateTable('notifications').set(change).where('id', '=', before.id).execute()
      changed.push({ ...before, ...change })
    }
  }
  const { entries, counts } = await recount(
    tx,
    personId,
    changed.map((row) => row.entry_id),
    // Whoever sees its latest notification no more sees the entry no more.
    (entry) => ({
      version_id: changed.find((row) => row.id === entry.latest_id)?.version_id ?? entry.version_id,
    }),
  )
  const shown = await seenAmong(tx, personId, changed)
  if (shown.length < changed.length) context.enqueue([withdraw.entry({ personId, isUntold: true })])
  const seenEntries = await presentSeenEntries(tx, personId, entries)
  if (shown.length === 0 && seenEntries.length === 0) return null
  return inboxEvent({ tx, now, ...context }, 'notification.changed', {
    personId,
    entries: seenEntries,
    rows: shown,
    counts,
  })
}

function rewriteInbox(tx: Tx, personId: Id, commentId: Id, excerpt: string): Promise<void> {
  const quotes = (one: Notification) => one.commentId === commentId && one.excerpt !== excerpt
  return rewritePublications(tx, channels.person(personId), commentId, (happened) => {
    if (!('entries' in happened)) return null
    const notifications = 'notifications' in happened ? happened.notifications : []
    if (![...notifications, ...happened.entries.map(({ latest }) => latest)].some(quotes)) return null
    const asNow = (one: Notification) => (quotes(one) ? { ...one, excerpt } : one)
    return {
      ...happened,
      ...('notifications' in happened && { notifications: notifications.map(asNow) }),
      entries: happened.entries.map((entry) => ({ ...entry, latest: asNow(entry.latest) })),
    }
  })
}

/** The event as it would be published now, or null when it has no other words. */
function withoutWords(happened: CopydeskEvent, now: Commented): CopydeskEvent | null {
  if (!('comment' in happened) || happened.comment.id !== now.id) return null
  // A publication that tells of the deletion has no words, also when the comment came back.
  const isTrace = happened.comment.deletedAt !== null
  const { body, passage } = isTrace ? noWords : { body: now.body, passage: passageOf(now) }
  const isSame = happened.comment.body === body && (happened.comment.passage === null || passage !== null)
  return isSame ? null : { ...happened, comment: { ...happened.comment, body, passage } }
}
