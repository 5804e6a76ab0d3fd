/**
 * What a person may do to entries of their own inbox: read and unread, archive and snooze them, one or many at once.
 * Whatever changes something publishes the entries and the counts as they are then.
 */
import type {
  ChangedEntries,
  ChangeEntries,
  ChangeEntry,
  EntryCondition,
  Id,
  InboxEntry,
  Instant,
} from '@copydesk/contract'
import type { Command, CommandContext, Outcome } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import type { Row } from '../../storage/schema.ts'
import { enterEntries, noEntry } from '../door.ts'
import { markEntries } from './mark-entries.ts'
import { inboxEvent, presentEntries } from './present.ts'
import { recount } from './recount.ts'
import { wakeAt } from './wake.ts'

type Entry = Row<'inbox_entries'>

/** Changes one entry. Others' entries are not there to see. */
export function changeEntry(personId: Id, id: Id, change: ChangeEntry): Command<InboxEntry> {
  return async (context) => {
    const [before] = await enterEntries(context.tx, personId, [id])
    if (!before) throw noEntry()
    context.precondition.require(before.revision)
    const { body, ...outcome } = await changeAll(context, personId, [before], change)
    const [entry] = body.data
    if (!entry) throw new Error('An entry without notifications')
    return { ...outcome, body: entry }
  }
}

/** Changes those that are there, and of which the condition is true still. */
export function changeEntries(
  personId: Id,
  { entryIds, onlyIf = {}, ...change }: ChangeEntries,
): Command<ChangedEntries> {
  return async (context) => {
    const there = await enterEntries(context.tx, personId, entryIds)
    const meant = there.filter((entry) => isStill(entry, onlyIf))
    const { body, ...outcome } = await changeAll(context, personId, meant, change)
    const known = new Set(meant.map(({ id }) => id))
    return { ...outcome, body: { ...body, leftOut: entryIds.filter((id) => !known.has(id)) } }
  }
}

function isStill(entry: Entry, { upToOffset, archivedAt, snoozedUntil }: EntryCondition): boolean {
  return (
    (upToOffset === undefined || entry.offset <= upToOffset) &&
    (archivedAt === undefined || entry.archived_at === millisecondsOf(archivedAt)) &&
    (snoozedUntil === undefined || entry.snoozed_until === millisecondsOf(snoozedUntil))
  )
}

function millisecondsOf(at: Instant | null): number | null {
  return at === null ? null : Date.parse(at)
}

async function changeAll(
  context: CommandContext,
  personId: Id,
  entries: readonly Entry[],
  change: ChangeEntry,
): Promise<Outcome<Omit<ChangedEntries, 'leftOut'>>> {
  const { tx, now } = context
  const away = awayAfter(change, now)
  const isChanged = (entry: Entry) =>
    (change.read === true && entry.unread > 0) ||
    (change.read === false && entry.unread === 0) ||
    (away.archived !== undefined && away.archived !== (entry.archived_at !== null)) ||
    (away.until !== undefined && away.until !== entry.snoozed_until)
  const changed = entries.filter(isChanged)
  if (change.read !== undefined) await markEntries(tx, changed, change.read, now)
  if (away.until && changed.length > 0) context.enqueue([wakeAt(personId, away.until)])
  const ids = changed.map(({ id }) => id)
  const { entries: next, counts } = await recount(tx, personId, ids, (entry) => ({
    ...(away.archived === undefined
      ? {}
      : { archived_at: away.archived ? (entry.archived_at ?? now) : null }),
    ...(away.until === undefined ? {} : { snoozed_until: away.until }),
    withdrawn_at: null,
  }))
  const all = new Map([...entries, ...next].map((entry) => [entry.id, entry]))
  const told = await presentEntries(tx, next)
  return {
    body: { data: await presentEntries(tx, [...all.values()]), counts },
    events:
      next.length === 0
        ? []
        : [inboxEvent(context, 'notification.changed', { personId, entries: told, counts })],
  }
}

/** What becomes of it: what is archived is not snoozed, nor the other way round. Throws `invalid_request`. */
function awayAfter(
  { archived, snoozedUntil }: ChangeEntry,
  now: number,
): { archived: boolean | undefined; until: number | null | undefined } {
  if (snoozedUntil) {
    const until = Date.parse(snoozedUntil)
    if (until <= now) {
      const fault = { path: '/snoozedUntil', message: 'must be later than now' }
      throw new Refusal('invalid_request', 'One cannot snooze until what is over.', { errors: [fault] })
    }
    return { archived: false, until }
  }
  return { archived, until: archived === true || snoozedUntil === null ? null : undefined }
}
