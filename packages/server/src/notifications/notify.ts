/**
 * Writes the notifications of what happened and publishes them, one event per person.
 * A person is told once of an event, however often the work is done.
 */
import { channels, type Id, type SubscriptionKey } from '@copydesk/contract'
import { hasten, type OutboxEntry } from '../command/outbox.ts'
import { followUp } from '../command/work.ts'
import { selectInChunks } from '../storage/chunks.ts'
import { nextOffsets } from '../storage/journal.ts'
import type { Tx } from '../storage/storage.ts'
import { type Circumstances, decide, onceKey } from './decide.ts'
import { enterInboxes } from './door.ts'
import { type Facts, readFacts } from './facts.ts'
import { arrive } from './inbox/arrive.ts'
import { inboxEvent, presentEntry } from './inbox/present.ts'
import { threadOf } from './inbox/thread.ts'
import { awaitMail } from './mail/notices.ts'
import { type News, news } from './news.ts'
import { type Occasion, subjectIdOf } from './occasion.ts'
import { occasionOf } from './occasions.ts'
import { concernsOfWatchers, keysOf } from './place.ts'
import { unwantedOf } from './preferences/queries.ts'
import { insertNotifications, rowOf } from './rows.ts'
import { readSights } from './sight.ts'
import { type Slice, sliceOf } from './slice.ts'
import { type Levels, levelsOf } from './subscriptions/queries.ts'
import { withTodaysTitles } from './todays-titles.ts'
import { recordTraces } from './trace/record.ts'

/** So many people are told in one transaction, counted once for each piece of news: nobody waits for it for long. */
const mostPeople = 500

export const notify = followUp({
  name: 'notify',
  lane: 'prompt',
  payload: news,
  batchSize: 100,
  work: async (context, payloads) => {
    const { tx, now } = context
    const facts = await readFacts(tx, payloads)
    const happenings = payloads.map((payload) => ({ payload, occasion: occasionOf(payload, facts) }))
    const { turns, left } = await sliceOf(tx, happenings, mostPeople)
    const { occasions, circumstances } = await enterAll(tx, turns)
    const { drafts: untold, verdicts } = decide(occasions, circumstances)
    const told = [...new Set(untold.map(({ personId }) => channels.person(personId)))]
    const offsets = await nextOffsets(tx, told, now)
    const arrived = await arrive(
      context,
      untold.map((draft) => ({
        row: rowOf(context, draft, offsets.get(channels.person(draft.personId)) ?? 0),
        thread: threadOf(draft),
      })),
    )
    const rows = [...arrived.values()].flatMap((own) => own.rows)
    await insertNotifications(tx, rows)
    await recordTraces(context, verdicts)
    const outbox = await awaitMail(tx, rows, now)
    const titled = Map.groupBy(await withTodaysTitles(tx, rows), (row) => row.person_id)
    const events = [...arrived].map(([personId, own]) => {
      const told = titled.get(personId) ?? []
      const latest = new Map(told.map((row) => [row.id, row]))
      const entries = own.entries.flatMap((entry) => {
        const row = latest.get(entry.latest_id)
        return row ? [presentEntry(entry, row)] : []
      })
      return inboxEvent(context, 'notification.created', { ...own, rows: told, personId, entries })
    })
    return { events, outbox: [...outbox, ...putOff(payloads, facts, now)], left }
  },
})

/** What is told of deleted comments waits for as long as they may come back. */
function putOff(payloads: readonly News[], { restorableUntil }: Facts, now: number): OutboxEntry[] {
  return payloads.flatMap((payload) => {
    if (!('commentId' in payload) || payload.kind === 'thread.resolved') return []
    const { commentId, eventId } = payload
    const dueAt = restorableUntil.get(commentId) ?? now
    return dueAt > now ? [notify.entry(payload, { key: `${putOffFor(commentId)}${eventId}`, dueAt })] : []
  })
}

/** A comment is back: what was put off is told now. To be called after its row is changed, which waits for who puts off. */
export function tellPutOff(tx: Tx, commentId: Id, now: number): Promise<void> {
  return hasten(tx, notify, putOffFor(commentId), now)
}

/** The beginning of the keys of what is put off for a comment. */
const putOffFor = (commentId: Id) => `${commentId} `

/** Enters the inboxes of those whose turn it is, and reads what it depends on who of them is told. */
async function enterAll(
  tx: Tx,
  turns: Slice['turns'],
): Promise<{ occasions: Occasion[]; circumstances: Circumstances }> {
  const personIds = [...new Set(turns.flatMap((turn) => [...turn.personIds]))]
  const active = await enterInboxes(tx, personIds)
  const keys = turns.flatMap(({ occasion }) => keysOf(occasion.place))
  const levels = await levelsOf(tx, keys, personIds)
  const places = turns.map(({ occasion }) => occasion.place)
  return {
    occasions: withWatchers(turns, levels),
    circumstances: {
      active,
      ...(await readSights(tx, [...active], places)),
      told: await readTold(tx, turns, personIds),
      levels,
      unwanted: await unwantedOf(tx, [...active]),
    },
  }
}

/** What it is to those whose turn it is, with what they watch of it, as they say under their locks. */
function withWatchers(turns: Slice['turns'], levels: Levels): Occasion[] {
  const watchers = new Map<SubscriptionKey, Id[]>()
  for (const [personId, own] of levels) {
    for (const [key, level] of own) {
      if (level !== 'watching') continue
      const known = watchers.get(key)
      if (known) known.push(personId)
      else watchers.set(key, [personId])
    }
  }
  return turns.map(({ occasion, personIds }) => {
    const { place, isWatched } = occasion
    const watching = isWatched ? concernsOfWatchers(place, (key) => watchers.get(key) ?? []) : []
    const concerns = [...occasion.concerns, ...watching].filter(({ personId }) => personIds.has(personId))
    return { ...occasion, concerns }
  })
}

/** Someone who was told is not told again, even for another reason. */
async function readTold(
  tx: Tx,
  turns: Slice['turns'],
  personIds: readonly Id[],
): Promise<ReadonlySet<string>> {
  const occasions = turns.map(({ occasion }) => occasion)
  const eventIds = occasions.map(({ eventId }) => eventId)
  const commentIds = occasions.flatMap(({ eventId, subjectId }) => (subjectId === eventId ? [] : [subjectId]))
  const rows = await selectInChunks(personIds, async (people) => [
    ...(await selectTold(tx, 'event_id', eventIds, people)),
    ...(await selectTold(tx, 'comment_id', commentIds, people)),
  ])
  return new Set(rows.map((row) => onceKey(subjectIdOf(row), row.personId)))
}

function selectTold(tx: Tx, column: 'event_id' | 'comment_id', ids: readonly Id[], personIds: readonly Id[]) {
  return selectInChunks([...new Set(ids)], (chunk) =>
    tx
      .selectFrom('notifications')
      .select(['kind', 'event_id as eventId', 'comment_id as commentId', 'person_id as personId'])
      .where(column, 'in', chunk)
      .where('person_id', 'in', personIds)
      .execute(),
  )
}
