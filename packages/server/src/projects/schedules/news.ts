/** What people are told of a schedule: whoever scheduled, and those who have to do with what it holds. */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { systemActor } from '../../command/system-actor.ts'
import type { News } from '../../notifications/news.ts'
import { notify } from '../../notifications/notify.ts'
import type { Row } from '../../storage/schema.ts'

type Kind = Extract<News, { schedulerId: Id }>['kind']

/** What stands in the way of a schedule, to those who see what it is of: that it is not there is for whoever scheduled. */
export function sayRefusal({ code, message }: { code: string; message: string }): string {
  return code === 'not_found' ? 'Whoever scheduled it does not see it any more.' : message
}

/** Copydesk tells it, so that whoever scheduled is told as well. It is an event of its own: nobody misses it for another. */
export function tellPeople(
  { newId }: Pick<CommandContext, 'newId'>,
  kind: Kind,
  { project_id, version_id, scheduled_by_id, wall_time, time_zone }: Row<'schedules'>,
  { itemIds = [], why = null }: { itemIds?: Id[]; why?: string | null } = {},
): OutboxEntry {
  return notify.entry({
    kind,
    eventId: newId(),
    actorId: systemActor.id,
    actorKind: systemActor.kind,
    projectId: project_id,
    versionId: version_id,
    itemIds,
    schedulerId: scheduled_by_id,
    schedule: { wallTime: wall_time, timeZone: time_zone },
    why,
  })
}
