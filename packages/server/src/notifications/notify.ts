/**
 * Writes the notifications of what happened and publishes them, one event per person.
 * A person is told once of an event, however often the work is done.
 */
import { channels, detailOf, type Id, type InboxCounts } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { followUp } from '../command/work.ts'
import { audiencesOf, privateAmong } from '../projects/members/queries.ts'
import { chunks, selectInChunks } from '../storage/chunks.ts'
import { nextOffsets } from '../storage/journal.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { addCounts } from './counts.ts'
import { enterInboxes } from './door.ts'
import { type Draft, draftsOf, onceKey } from './drafts.ts'
import { readFacts } from './facts.ts'
import { news } from './news.ts'
import { inboxEvent } from './present.ts'

/** At most 100 pieces of work per transaction, however many people each concerns. */
export const notify = followUp({
  name: 'notify',
  lane: 'prompt',
  payload: news,
  batchSize: 100,
  work: async (context, payloads) => {
    const { tx, now } = context
    const drafts = await seenByThem(tx, draftsOf(payloads, await readFacts(tx, payloads)))
    // Mentions are typed by people, so they may name nobody.
    const known = await enterInboxes(
      tx,
      drafts.map((draft) => draft.personId),
    )
    const untold = await withoutTold(
      tx,
      drafts.filter(({ personId }) => known.has(personId)),
    )
    const byPerson = Map.groupBy(untold, (draft) => draft.personId)
    const counts = new Map<Id, InboxCounts>()
    for (const [personId, { length }] of byPerson) {
      counts.set(personId, await addCounts(tx, personId, { unread: length, unseen: length }))
    }
    const offsets = await nextOffsets(tx, [...byPerson.keys()].map(channels.person), now)
    const rows = untold.map((draft) =>
      rowOf(context, draft, offsets.get(channels.person(draft.personId)) ?? 0),
    )
    await insert(tx, rows)
    const events = [...Map.groupBy(rows, (row) => row.person_id)].map(([personId, own]) =>
      inboxEvent(context, 'notification.created', own, counts.get(personId) ?? { unread: 0, unseen: 0 }),
    )
    return { events }
  },
})

/** Without those about a private project that the person is not in: whoever is mentioned there may be no member. */
async function seenByThem(tx: Tx, drafts: readonly Draft[]): Promise<Draft[]> {
  const projectIds = drafts.flatMap(({ projectId }) => projectId ?? [])
  const audiences = await audiencesOf(tx, await privateAmong(tx, projectIds))
  return drafts.filter(({ projectId, personId }) => audiences.get(projectId ?? '')?.has(personId) ?? true)
}

/** Someone who was told is not told again, even for another reason. */
async function withoutTold(tx: Tx, drafts: readonly Draft[]): Promise<Draft[]> {
  const known = new Set(
    [
      ...(await readTold(
        tx,
        'event_id',
        drafts.map((draft) => draft.eventId),
      )),
      ...(await readTold(
        tx,
        'comment_id',
        drafts.flatMap((draft) => draft.commentId ?? []),
      )),
    ].map(onceKey),
  )
  return drafts.filter((draft) => !known.has(onceKey(draft)))
}

function readTold(tx: Tx, column: 'event_id' | 'comment_id', ids: readonly Id[]) {
  return selectInChunks([...new Set(ids)], (chunk) =>
    tx
      .selectFrom('notifications')
      .select(['event_id as eventId', 'comment_id as commentId', 'person_id as personId'])
      .where(column, 'in', chunk)
      .execute(),
  )
}

function rowOf({ newId, now }: CommandContext, draft: Draft, offset: number): Row<'notifications'> {
  const { facts } = draft
  return {
    id: newId(),
    revision: 1,
    person_id: draft.personId,
    event_id: draft.eventId,
    kind: draft.kind,
    reason: draft.reason,
    actor_id: draft.actorId,
    actor_kind: draft.actorKind,
    project_id: draft.projectId,
    project_name: draft.projectName,
    item_id: draft.itemId,
    item_title: draft.itemTitle,
    comment_id: draft.commentId,
    content_id: draft.contentId,
    version_id: draft.versionId,
    excerpt: detailOf(draft),
    facts: facts && JSON.stringify(facts),
    offset,
    created_at: now,
    seen_at: null,
    read_at: null,
  }
}

/** The unique key of event, person and reason makes the whole batch fail rather than double anything. */
async function insert(tx: Tx, rows: readonly Row<'notifications'>[]): Promise<void> {
  for (const chunk of chunks(rows)) await tx.insertInto('notifications').values(chunk).execute()
}
