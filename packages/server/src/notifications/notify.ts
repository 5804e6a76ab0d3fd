/**
 * Writes the notifications of what happened and publishes them, one event per person.
 * A person is told once of an event, however often the work is done.
 */
import { channels, detailOf, type Id, type InboxCounts, type SubscriptionKey } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { followUp } from '../command/work.ts'
import { chunks, selectInChunks } from '../storage/chunks.ts'
import { nextOffsets } from '../storage/journal.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { addCounts } from './counts.ts'
import { type Circumstances, decide, onceKey } from './decide.ts'
import { enterInboxes } from './door.ts'
import { readFacts } from './facts.ts'
import { news } from './news.ts'
import { type Draft, type Occasion, subjectIdOf } from './occasion.ts'
import { occasionsOf } from './occasions.ts'
import { concernsOfWatchers, keysOf } from './place.ts'
import { unwantedOf } from './preferences/queries.ts'
import { inboxEvent } from './present.ts'
import { readSights } from './sight.ts'
import { type Levels, levelsOf } from './subscriptions/queries.ts'

/** At most 100 pieces of work per transaction, however many people each concerns. */
export const notify = followUp({
  name: 'notify',
  lane: 'prompt',
  payload: news,
  batchSize: 100,
  work: async (context, payloads) => {
    const { tx, now } = context
    const happened = occasionsOf(payloads, await readFacts(tx, payloads))
    const keys = happened.flatMap(({ place }) => keysOf(place))
    const occasions = withWatchers(happened, await levelsOf(tx, keys))
    const untold = decide(occasions, await enterAll(tx, occasions, keys))
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

/** Those who watch where it happened; whether they still do is asked again once their inboxes are locked. */
function withWatchers(happened: readonly Occasion[], levels: Levels): Occasion[] {
  const watchers = new Map<SubscriptionKey, Id[]>()
  for (const [personId, own] of levels) {
    for (const [key, level] of own) {
      if (level !== 'watching') continue
      const known = watchers.get(key)
      if (known) known.push(personId)
      else watchers.set(key, [personId])
    }
  }
  return happened.map((one) => {
    if (!one.isWatched) return one
    const concerns = concernsOfWatchers(one.place, (key) => watchers.get(key) ?? [])
    return { ...one, concerns: [...one.concerns, ...concerns] }
  })
}

/** Enters the inboxes of all whom this concerns, and reads what it depends on who of them is told. */
async function enterAll(
  tx: Tx,
  occasions: readonly Occasion[],
  keys: readonly SubscriptionKey[],
): Promise<Circumstances> {
  const personIds = occasions.flatMap(({ concerns }) => concerns.map(({ personId }) => personId))
  const active = await enterInboxes(tx, [...new Set(personIds)])
  return {
    active,
    ...(await readSights(
      tx,
      [...active],
      occasions.map(({ place }) => place),
    )),
    told: await readTold(tx, occasions),
    levels: await levelsOf(tx, keys),
    unwanted: await unwantedOf(tx, [...active]),
  }
}

/** Someone who was told is not told again, even for another reason. */
async function readTold(tx: Tx, occasions: readonly Occasion[]): Promise<Set<string>> {
  const rows = [
    ...(await selectTold(
      tx,
      'event_id',
      occasions.map(({ eventId }) => eventId),
    )),
    ...(await selectTold(
      tx,
      'comment_id',
      occasions.flatMap(({ eventId, subjectId }) => (subjectId === eventId ? [] : [subjectId])),
    )),
  ]
  return new Set(rows.map((row) => onceKey(subjectIdOf(row), row.personId)))
}

function selectTold(tx: Tx, column: 'event_id' | 'comment_id', ids: readonly Id[]) {
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
    withdrawn_at: null,
  }
}

/** The unique key of event, person and reason makes the whole batch fail rather than double anything. */
async function insert(tx: Tx, rows: readonly Row<'notifications'>[]): Promise<void> {
  for (const chunk of chunks(rows)) await tx.insertInto('notifications').values(chunk).execute()
}
