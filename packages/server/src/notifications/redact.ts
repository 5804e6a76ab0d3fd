/**
 * Removes words that were edited or deleted from wherever they were repeated: publications that are kept for those who
 * catch up, and inboxes that quote them, some people at a time.
 */
import { channels, type Id } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import { followUp } from '../command/work.ts'
import { audiencesOf } from '../projects/members/queries.ts'
import { lockChannels } from '../storage/journal.ts'
import { lockRows } from '../storage/lock.ts'
import type { Tx } from '../storage/storage.ts'
import { enterInboxes } from './door.ts'
import { redactInboxes } from './redaction/inboxes.ts'
import { rewriteComment, rewriteInboxes } from './redaction/publications.ts'
import { channelOf, readCommented, wordsFor } from './redaction/words.ts'
import { shareOut } from './share-out.ts'

/** So many people's inboxes are changed in one transaction, counted once for each comment: nobody waits for it for long. */
const mostPeople = 200

export const redact = followUp({
  name: 'redact',
  lane: 'prompt',
  /** `after`: those up to this one are done. */
  payload: z.object({ commentId: id, after: id.optional() }),
  batchSize: 100,
  work: async (context, payloads) => {
    const { tx } = context
    const marks = earliestMarks(payloads)
    await lockPlaces(tx, [...marks.keys()])
    const shares = shareOut(await readQuoting(tx, marks), mostPeople)
    await enterInboxes(
      tx,
      [...shares.values()].flatMap(({ personIds }) => personIds),
    )
    const begun = [...shares].flatMap(([id, share]) => (share.isWhole || share.after ? [id] : []))
    const comments = await readCommented(tx, begun)
    const audiences = await audiencesOf(
      tx,
      comments.flatMap(({ closers }) => closers),
    )
    const turns = comments.flatMap((comment) => {
      const { personIds = [] } = shares.get(comment.id) ?? {}
      return personIds.map((personId) => ({ personId, comment: wordsFor(personId, comment, audiences) }))
    })
    const events = await redactInboxes(context, turns)
    const starting = comments.filter(({ id }) => marks.get(id) === '')
    const inboxes = turns.map(({ personId }) => channels.person(personId))
    await lockChannels(tx, [...inboxes, ...starting.map(channelOf)])
    await rewriteInboxes(tx, turns)
    for (const comment of starting) await rewriteComment(tx, comment)
    const left = payloads.flatMap((payload) => {
      const share = shares.get(payload.commentId)
      if (!share || share.isWhole) return []
      return [[payload, share.after === undefined ? payload : { ...payload, after: share.after }]] as const
    })
    return { events, left: new Map(left) }
  },
})

/** By comment, after whom it goes on; empty at the beginning. What is asked for twice is done for both. */
function earliestMarks(payloads: readonly { commentId: Id; after?: Id | undefined }[]): Map<Id, string> {
  const marks = new Map<Id, string>()
  for (const { commentId, after = '' } of payloads) {
    const known = marks.get(commentId)
    if (known === undefined || after < known) marks.set(commentId, after)
  }
  return marks
}

/** The projects or content that these comments are in. */
async function lockPlaces(tx: Tx, commentIds: readonly Id[]): Promise<void> {
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
}

/**
 * By comment, those after its mark whose inboxes tell of it, or what awaits them: more than a share of them are not read.
 */
async function readQuoting(tx: Tx, marks: ReadonlyMap<Id, string>): Promise<Map<Id, Id[]>> {
  const quoting = new Map<Id, Id[]>()
  for (const [commentId, after] of marks) {
    const rows = await selectQuoting(tx, 'notifications', commentId, after)
      .union(selectQuoting(tx, 'mentions', commentId, after))
      .orderBy('person_id')
      .limit(mostPeople + 1)
      .execute()
    quoting.set(
      commentId,
      rows.map((row) => row.person_id),
    )
  }
  return quoting
}

function selectQuoting(tx: Tx, table: 'notifications' | 'mentions', commentId: Id, after: string) {
  return tx
    .selectFrom<'notifications' | 'mentions'>(table)
    .select('person_id')
    .where('comment_id', '=', commentId)
    .where('person_id', '>', after)
}
