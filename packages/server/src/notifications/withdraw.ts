/**
 * Takes notifications of what a person sees no more out of their inbox and its counts, and gives back those of what they
 * see again, as they were. Both are shown by sight from the moment on at which it changed; this makes the kept counts
 * follow, and tells their screens.
 */
import { channels, type Id } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import { type CommandContext, event } from '../command/command.ts'
import { followUp } from '../command/work.ts'
import { keptVersions } from '../comments/text-scope.ts'
import { hiddenAmong, hiddenVersions, noSight, type Sight, sightOf } from '../projects/members/sight.ts'
import { chunks, selectInChunks } from '../storage/chunks.ts'
import { type ChannelEvent, keepNewest, lockChannels } from '../storage/journal.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { addCounts, countsBetween } from './counts.ts'
import { enterInboxes } from './door.ts'
import { countInbox } from './queries.ts'
import { unseen } from './sight.ts'

type Entry = Row<'inbox_entries'>

/** Entries marked in one transaction, so that nobody waits for it for long. */
const mostEntries = 1000

/** What somebody sees is asked by then, so repeating does no harm. */
export const withdraw = followUp({
  name: 'withdraw',
  lane: 'prompt',
  /** `isUntold`: no event has told the person's screens that they see something else now. */
  payload: z.object({ personId: id, isUntold: z.boolean().optional() }),
  batchSize: 20,
  work: async (context, payloads) => {
    const { tx } = context
    const known = await enterInboxes(
      tx,
      payloads.map(({ personId }) => personId),
    )
    const untold = new Set(payloads.flatMap(({ personId, isUntold }) => (isUntold ? [personId] : [])))
    const events: ChannelEvent[] = []
    const losing: string[] = []
    const unfinished = new Set<Id>()
    let room = mostEntries
    for (const personId of [...known].sort()) {
      const { before, after } = await settle(context, personId, room)
      if (after.length === room) unfinished.add(personId)
      room -= after.length
      if (after.length === 0) continue
      const channel = channels.person(personId)
      if (untold.has(personId)) losing.push(channel)
      await addCounts(tx, personId, countsBetween(before, after))
      const counts = await countInbox(tx, personId)
      events.push({
        channel,
        event: untold.has(personId)
          ? event(context, 'access.changed', { granted: [], revoked: [] })
          : event(context, 'notification.changed', { notifications: [], entries: [], counts }),
      })
    }
    await lockChannels(
      tx,
      events.map(({ channel }) => channel),
    )
    // What they have not received yet may quote it.
    await keepNewest(tx, losing, 0)
    const told = new Set(events.map(({ channel }) => channel))
    return { events, left: leftOf(payloads, unfinished, told) }
  },
})

/** The rest of these people's entries; whose screens were told need not be told again. */
function leftOf<Payload extends { personId: Id; isUntold?: boolean | undefined }>(
  payloads: readonly Payload[],
  unfinished: ReadonlySet<Id>,
  told: ReadonlySet<string>,
): Map<Payload, Payload> {
  const left = payloads.filter(({ personId }) => unfinished.has(personId))
  return new Map(
    left.map((payload) => [
      payload,
      told.has(channels.person(payload.personId)) ? { ...payload, isUntold: false } : payload,
    ]),
  )
}

/** Looks again at the inboxes that tell of these versions without a project, where their sight may be another now. */
export async function withdrawVersions(context: CommandContext, versionIds: readonly Id[]): Promise<void> {
  const { tx } = context
  const told = await selectInChunks(versionIds, (chunk) =>
    tx
      .selectFrom('inbox_entries')
      .select(['person_id', 'version_id', 'withdrawn_at'])
      .distinct()
      .where('version_id', 'in', chunk)
      .execute(),
  )
  if (told.length === 0) return
  const hidden = await hiddenAmong(
    tx,
    told.flatMap((row) => row.version_id ?? []),
    noSight,
  )
  const changed = told.filter((row) => hidden.has(row.version_id ?? '') === (row.withdrawn_at === null))
  lookAgain(
    context,
    changed.map((row) => row.person_id),
  )
}

/** Looks again at the inboxes that tell of a project that everybody sees from now on, or its members alone. */
export async function withdrawProject(context: CommandContext, projectId: Id): Promise<void> {
  const rows = await context.tx
    .selectFrom('inbox_entries')
    .select('person_id')
    .distinct()
    .where('project_id', '=', projectId)
    .execute()
  lookAgain(
    context,
    rows.map((row) => row.person_id),
  )
}

function lookAgain(context: CommandContext, personIds: readonly Id[]): void {
  context.enqueue([...new Set(personIds)].map((personId) => withdraw.entry({ personId, isUntold: true })))
}

/** Marks so many entries of which the person's sight is another now; gives them as they were and as they are. */
async function settle(
  { tx, now }: CommandContext,
  personId: Id,
  most: number,
): Promise<{ before: Entry[]; after: Entry[] }> {
  if (most === 0) return { before: [], after: [] }
  const sight = await sightOf(tx, { id: personId })
  await tellAsUnseen(tx, personId, sight)
  const isUnseen = unseen(tx, sight)
  const own = tx.selectFrom('inbox_entries').selectAll().where('person_id', '=', personId)
  const gone = await own.where('withdrawn_at', 'is', null).where(isUnseen).limit(most).execute()
  const back = await own
    .where('withdrawn_at', 'is not', null)
    .where((row) => row.not(isUnseen(row)))
    .limit(most - gone.length)
    .execute()
  return {
    before: [...gone, ...back],
    after: [...(await write(tx, gone, now)), ...(await write(tx, back, null))],
  }
}

/**
 * Threads on a text that several private projects hold are told as one of its versions; whoever sees that one and not
 * all the others reads them no more, and has been told of them as one that they do not see.
 */
async function tellAsUnseen(tx: Tx, personId: Id, sight: Sight): Promise<void> {
  const told = await tx
    .selectFrom('inbox_entries as entry')
    .innerJoin('versions as version', 'version.id', 'entry.version_id')
    .select(['entry.id as entryId', 'version.id', 'version.content_id as contentId', 'version.language'])
    .where('entry.person_id', '=', personId)
    .where('entry.project_id', 'is', null)
    .where('entry.key', 'like', 'thread:%')
    .where('version.id', 'not in', hiddenVersions(tx, sight))
    .where(({ or, eb }) =>
      or([
        eb('version.id', 'in', hiddenVersions(tx, noSight)),
        // That one is everybody's by now, and another one may keep them.
        eb('entry.withdrawn_at', 'is not', null),
      ]),
    )
    .execute()
  for (const { entryId, contentId, language } of told) {
    const kept = await keptVersions(tx, contentId, language)
    const other = kept.find(({ closerIds }) => closerIds.some((id) => !sight.has(id)))
    if (other === undefined) continue
    const values = { version_id: other.id }
    await tx.updateTable('notifications').set(values).where('entry_id', '=', entryId).execute()
    await tx.updateTable('inbox_entries').set(values).where('id', '=', entryId).execute()
  }
}

async function write(tx: Tx, entries: readonly Entry[], withdrawn_at: number | null): Promise<Entry[]> {
  for (const chunk of chunks(entries.map(({ id }) => id))) {
    await tx.updateTable('inbox_entries').set({ withdrawn_at }).where('id', 'in', chunk).execute()
  }
  return entries.map((entry) => ({ ...entry, withdrawn_at }))
}
