/** Puts the words of now into publications that are kept for those who catch up. */
import {
  type Awaited,
  type AwaitingChanged,
  type CopydeskEvent,
  channels,
  type Id,
  type Notification,
} from '@copydesk/contract'
import { excerptOfComment } from '../../comments/excerpt.ts'
import { passageOf } from '../../comments/present.ts'
import { rewritePublications } from '../../storage/journal.ts'
import type { Tx } from '../../storage/storage.ts'
import type { Turn } from './inboxes.ts'
import { type Commented, channelOf, noWords } from './words.ts'

/** Of the place that the comment is in; one that is kept to some is nobody's there. */
export function rewriteComment(tx: Tx, comment: Commented): Promise<void> {
  const seen = comment.closers.length === 0 ? comment : { ...comment, ...noWords }
  return rewritePublications(tx, [channelOf(comment)], comment.id, (happened) => withoutWords(happened, seen))
}

/** Of the channels of these people. */
export async function rewriteInboxes(tx: Tx, turns: readonly Turn[]): Promise<void> {
  for (const [commentId, some] of Map.groupBy(turns, ({ comment }) => comment.id)) {
    const excerpts = new Map(
      some.map(({ personId, comment }) => [channels.person(personId), excerptOfComment(comment)]),
    )
    await rewritePublications(tx, [...excerpts.keys()], commentId, (happened, channel) =>
      withExcerpt(happened, commentId, excerpts.get(channel) ?? ''),
    )
  }
}

/** The event as it would be published now, or null when it quotes no other words. */
function withExcerpt(happened: CopydeskEvent, commentId: Id, excerpt: string): CopydeskEvent | null {
  if (happened.type === 'awaiting.changed') return withAwaited(happened, commentId, excerpt)
  if (!('entries' in happened)) return null
  const quotes = (one: Notification) => one.commentId === commentId && one.excerpt !== excerpt
  const notifications = 'notifications' in happened ? happened.notifications : []
  if (![...notifications, ...happened.entries.map(({ latest }) => latest)].some(quotes)) return null
  const asNow = (one: Notification) => (quotes(one) ? requoted(one, excerpt) : one)
  return {
    ...happened,
    ...('notifications' in happened && { notifications: notifications.map(asNow) }),
    entries: happened.entries.map((entry) => ({ ...entry, latest: asNow(entry.latest) })),
  }
}

/** What the former words referred to goes with them. */
function requoted({ references = [], ...one }: Notification, excerpt: string): Notification {
  const left = references.filter(({ versionId }) => versionId !== null)
  return { ...one, excerpt, ...(left.length > 0 && { references: left }) }
}

function withAwaited(happened: AwaitingChanged, commentId: Id, excerpt: string): AwaitingChanged | null {
  const quotes = (one: Awaited) => one.commentId === commentId && one.title !== excerpt
  if (!happened.data?.some(quotes)) return null
  return { ...happened, data: happened.data.map((one) => (quotes(one) ? { ...one, title: excerpt } : one)) }
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
