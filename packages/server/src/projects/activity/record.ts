/**
 * Keeps what the events of a command say was done in a project, in the command's transaction, under the project's lock.
 * The events carry it on, so that whoever looks at the feed sees it without asking. What changes only a text is in the
 * history of its version, and what is of no person's doing is nowhere.
 */
import { type Activity, type Id, type ProjectEvent, parseChannel } from '@copydesk/contract'
import { sql } from 'kysely'
import type { ChannelEvent } from '../../storage/journal.ts'
import type { Tx } from '../../storage/storage.ts'
import { type Deed, deedsOf } from './deeds.ts'

/** The same events, those of projects with what was kept of them. */
export async function recordActivity(
  tx: Tx,
  events: readonly ChannelEvent[],
  newId: () => Id,
): Promise<readonly ChannelEvent[]> {
  const recorded: ChannelEvent[] = []
  const begun = new Set<Id>()
  for (const entry of events) {
    const projectId = projectOf(entry, begun)
    const deeds = projectId === null ? [] : await deedsOf(tx, projectId, entry.event as ProjectEvent)
    if (projectId === null || deeds.length === 0) recorded.push(entry)
    else recorded.push(await keep(tx, projectId, entry, deeds, newId))
  }
  return recorded
}

/**
 * A new project has no listeners yet: its beginning is told where projects are listed, in several channels where it is
 * private. One that is opened to everybody is new only to these.
 */
function projectOf({ channel, event }: ChannelEvent, begun: Set<Id>): Id | null {
  if (event.type === 'project.created') {
    const { id, revision } = event.project
    if (revision > 1 || begun.has(id)) return null
    begun.add(id)
    return id
  }
  const parsed = parseChannel(channel)
  return parsed?.kind === 'project' ? parsed.id : null
}

async function keep(
  tx: Tx,
  projectId: Id,
  { channel, event }: ChannelEvent,
  deeds: readonly Deed[],
  newId: () => Id,
): Promise<ChannelEvent> {
  const { actor, at } = event
  const activity: Activity[] = []
  for (const { kind, facts: said } of deeds) {
    const id = newId()
    const facts = { ...said, eventId: event.id }
    const { number } = await tx
      .insertInto('activity')
      .columns(['project_id', 'number', 'id', 'kind', 'actor_id', 'actor_kind', 'at', 'facts'])
      .expression((eb) =>
        eb
          .selectFrom('activity')
          .where('project_id', '=', projectId)
          .select([
            eb.val(projectId).as('project_id'),
            sql<number>`coalesce(max(number), 0) + 1`.as('number'),
            eb.val(id).as('id'),
            eb.val(kind).as('kind'),
            eb.val(actor.id).as('actor_id'),
            eb.val(actor.kind).as('actor_kind'),
            sql<number>`cast(${Date.parse(at)} as bigint)`.as('at'),
            eb.val(JSON.stringify(facts)).as('facts'),
          ]),
      )
      .returning('number')
      .executeTakeFirstOrThrow()
    activity.push({ id, number, projectId, kind, actor, at, facts })
  }
  return { channel, event: Object.assign({}, event, { activity }) }
}
