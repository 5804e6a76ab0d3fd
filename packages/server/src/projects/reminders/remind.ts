/**
 * Reminds people of what is due: an entry for each person and morning, however much that is of. What is told is read
 * when the morning comes, so that what was done, moved, given to somebody else or taken out meanwhile is left out.
 */
import { createHash } from 'node:crypto'
import type { CalendarDate, Id } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { CommandContext } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { systemActor } from '../../command/system-actor.ts'
import { followUp } from '../../command/work.ts'
import { notify } from '../../notifications/notify.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { dueItems, dueOf, dueTasks } from './due.ts'
import { dayAt, daysOf, morningAt, morningsOf } from './mornings.ts'

interface Morning {
  personId: Id
  morning: CalendarDate
}

export const remind = followUp({
  name: 'remind',
  lane: 'prompt',
  payload: z.object({ personId: id, morning: z.iso.date() }),
  batchSize: 20,
  work: async (context, payloads) => {
    const outbox: OutboxEntry[] = []
    for (const payload of payloads) outbox.push(...(await remindOne(context, payload)))
    return { events: [], outbox }
  },
})

async function remindOne({ tx, now }: CommandContext, payload: Morning): Promise<OutboxEntry[]> {
  const { personId, morning } = payload
  const [person] = await readPeople(tx, [personId])
  if (person === undefined) return []
  const zone = zoneOf(person)
  // Whoever went west since has not had that morning yet.
  if (morningAt(morning, zone) > now) return [entryFor(payload, zone)]
  // After an outage that lasted into the next day, that day's own morning tells of the next one.
  const days = daysOf(morning).slice(0, dayAt(now, zone) > morning ? 1 : 2)
  return tellOf(tx, payload, days)
}

async function tellOf(
  tx: Tx,
  { personId, morning }: Morning,
  days: readonly CalendarDate[],
): Promise<OutboxEntry[]> {
  const items = Map.groupBy(
    await dueItems(tx, personId, days),
    ({ projectId, dueAt }) => `${projectId} ${dueAt}`,
  )
  const tasks = Map.groupBy(
    await dueTasks(tx, personId, days),
    ({ projectId, dueAt }) => `${projectId} ${dueAt}`,
  )
  const about = (group: string) => ({
    eventId: eventIdOf(`${personId} ${morning} ${group}`),
    actorId: systemActor.id,
    actorKind: systemActor.kind,
    assigneeId: personId,
  })
  return [
    ...[...items].flatMap(([group, due]) => {
      const [first] = due
      if (first === undefined) return []
      const { projectId, dueAt } = first
      const itemIds = due.map((one) => one.id)
      return notify.entry({ kind: 'item.due', ...about(`items ${group}`), projectId, itemIds, dueAt })
    }),
    ...[...tasks].flatMap(([group, due]) => {
      const [first] = due
      if (first === undefined) return []
      const { projectId, itemId, dueAt, id: taskId, title } = first
      const task = { id: taskId, title }
      const count = due.length
      return notify.entry({
        kind: 'task.due',
        ...about(`tasks ${group}`),
        projectId,
        itemId,
        task,
        count,
        dueAt,
      })
    }),
  ]
}

/** The same for the same reminder, so that nobody is told twice, whatever is repeated. */
function eventIdOf(reminder: string): Id {
  const hex = createHash('sha256').update(reminder).digest('hex')
  // UUID version 8, of whatever its maker likes (RFC 9562).
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The work of reminding people of what is theirs and due; nothing of mornings that are over. */
export async function remindersOf(
  { tx, now }: Pick<CommandContext, 'tx' | 'now'>,
  assigned: readonly { assigneeId: Id | null; dueAt: CalendarDate | null }[],
): Promise<OutboxEntry[]> {
  const wanted = new Map<string, Morning>()
  for (const { assigneeId, dueAt } of assigned) {
    if (assigneeId === null || dueAt === null) continue
    for (const morning of morningsOf(dueAt)) {
      wanted.set(`${assigneeId} ${morning}`, { personId: assigneeId, morning })
    }
  }
  const people = await readPeople(tx, [...new Set([...wanted.values()].map(({ personId }) => personId))])
  const zones = new Map(people.map((person) => [person.id, zoneOf(person)]))
  return [...wanted.values()].flatMap((one) => {
    const zone = zones.get(one.personId)
    return zone === undefined || morningAt(one.morning, zone) <= now ? [] : [entryFor(one, zone)]
  })
}

/** The same of all that is theirs, for a person whose time zone is another one now. */
export async function remindersOfPerson(context: CommandContext, personId: Id): Promise<OutboxEntry[]> {
  const days = await dueOf(context.tx, personId)
  return remindersOf(
    context,
    days.map((dueAt) => ({ assigneeId: personId, dueAt })),
  )
}

function entryFor(payload: Morning, zone: string): OutboxEntry {
  const { personId, morning } = payload
  return remind.entry(payload, { key: `${personId} ${morning}`, dueAt: morningAt(morning, zone) })
}

function zoneOf({ time_zone }: Pick<Row<'people'>, 'time_zone'>): string {
  return time_zone ?? 'UTC'
}

/** Those of them who work here. */
function readPeople(tx: Tx, ids: readonly Id[]): Promise<Pick<Row<'people'>, 'id' | 'time_zone'>[]> {
  return selectInChunks(ids, (chunk) =>
    tx
      .selectFrom('people')
      .select(['id', 'time_zone'])
      .where('id', 'in', chunk)
      .where('deactivated_at', 'is', null)
      .execute(),
  )
}
