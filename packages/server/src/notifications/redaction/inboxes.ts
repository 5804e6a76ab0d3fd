/**
 * Puts other words into notifications. Nothing is unread of a mention that was taken back, nor of a comment that is gone for
 * good; while it may come back, it stays as it is.
 */
import { type Id, restorableForMs } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { excerptOfComment } from '../../comments/excerpt.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { inboxEvent, presentEntries } from '../inbox/present.ts'
import { recountEach } from '../inbox/recount.ts'
import { isSeenBy, readSights } from '../sight.ts'
import { withTodaysTitles } from '../todays-titles.ts'
import { withdraw } from '../withdraw.ts'
import type { Commented } from './words.ts'

type Told = Row<'notifications'>

/** One person, and a comment as they may read it. */
export interface Turn {
  personId: Id
  comment: Commented
}

/** Changes what the inboxes of these people quote, each under their lock; tells those who have other words then. */
export async function redactInboxes(
  context: CommandContext,
  turns: readonly Turn[],
): Promise<ChannelEvent[]> {
  const { tx, now } = context
  const told = await readTold(tx, turns)
  const changes = turns.flatMap(({ personId, comment }) =>
    (told.get(nameOf(personId, comment.id)) ?? []).flatMap((before) => changeOf(before, comment, now) ?? []),
  )
  await writeAll(tx, changes)
  const changed = Map.groupBy(
    changes.map(({ after }) => after),
    (row) => row.person_id,
  )
  const latest = new Map(changes.map(({ after }) => [after.id, after]))
  const recounted = await recountEach(
    tx,
    new Map([...changed].map(([personId, own]) => [personId, own.map((row) => row.entry_id)])),
    // Whoever sees its latest notification no more sees the entry no more.
    (entry) => ({ version_id: latest.get(entry.latest_id)?.version_id ?? entry.version_id }),
  )
  const entries = [...recounted.values()].flatMap((own) => own.entries)
  const sights = await readSights(tx, [...changed.keys()], [...latest.values(), ...entries].map(placeOf))
  const isSeen = (row: Placed) => isSeenBy(row.person_id, placeOf(row), sights)
  const shown = new Map((await presentEntries(tx, entries.filter(isSeen))).map((entry) => [entry.id, entry]))
  const titled = Map.groupBy(
    await withTodaysTitles(tx, [...latest.values()].filter(isSeen)),
    (row) => row.person_id,
  )
  return [...recounted].flatMap(([personId, own]) => {
    const all = changed.get(personId) ?? []
    const rows = titled.get(personId) ?? []
    if (rows.length < all.length) context.enqueue([withdraw.entry({ personId, isUntold: true })])
    const seen = own.entries.flatMap(({ id }) => shown.get(id) ?? [])
    if (rows.length === 0 && seen.length === 0) return []
    const { counts } = own
    return [inboxEvent(context, 'notification.changed', { personId, entries: seen, rows, counts })]
  })
}

type Placed = Pick<Told, 'person_id' | 'project_id' | 'version_id' | 'content_id'>

function placeOf({ project_id, version_id, content_id }: Placed) {
  return { projectId: project_id, versionId: version_id, contentId: content_id }
}

const nameOf = (personId: Id, commentId: Id | null) => `${personId} ${commentId}`

/** By person and comment. */
async function readTold(tx: Tx, turns: readonly Turn[]): Promise<Map<string, Told[]>> {
  const commentIds = [...new Set(turns.map(({ comment }) => comment.id))]
  const personIds = [...new Set(turns.map(({ personId }) => personId))]
  if (commentIds.length === 0) return new Map()
  const rows = await selectInChunks(personIds, (chunk) =>
    tx
      .selectFrom('notifications')
      .selectAll()
      .where('comment_id', 'in', commentIds)
      .where('person_id', 'in', chunk)
      .execute(),
  )
  return Map.groupBy(rows, (row) => nameOf(row.person_id, row.comment_id))
}

interface Change {
  after: Told
  /** What is written, without the revision. */
  values: Partial<Pick<Told, 'excerpt' | 'version_id' | 'read_at' | 'seen_at'>>
}

/** Null where it says so already. */
function changeOf(before: Told, comment: Commented, now: number): Change | null {
  const excerpt = excerptOfComment(comment)
  const isMentioned = comment.mentioned.has(before.person_id)
  const isTakenBack = comment.deleted_at === null && before.reason === 'mention' && !isMentioned
  const isGone = comment.deleted_at !== null && comment.deleted_at + restorableForMs <= now
  const isOver = isTakenBack || (isGone && before.kind === 'comment.created')
  const isRead = isOver && before.read_at === null
  const toldAs = comment.toldAs ?? before.version_id
  if (before.excerpt === excerpt && !isRead && toldAs === before.version_id) return null
  const read = isRead ? { read_at: now, seen_at: before.seen_at ?? now } : {}
  const values = { excerpt, version_id: toldAs, ...read }
  return { values, after: { ...before, ...values, revision: before.revision + 1 } }
}

/** One statement for all that become the same, which are most. */
async function writeAll(tx: Tx, changes: readonly Change[]): Promise<void> {
  for (const alike of Map.groupBy(changes, ({ values }) => JSON.stringify(values)).values()) {
    const [{ values } = { values: {} }] = alike
    await selectInChunks(
      alike.map(({ after }) => after.id),
      (chunk) =>
        tx
          .updateTable('notifications')
          .set(({ eb }) => ({ ...values, revision: eb('revision', '+', 1) }))
          .where('id', 'in', chunk)
          .execute(),
    )
  }
}
