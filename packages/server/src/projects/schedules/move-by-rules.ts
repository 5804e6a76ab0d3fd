/**
 * What becomes of a pending schedule when the rules of its time zone are newer than those by which it is due. Its time on
 * the wall stays; where they skip that, it goes out at the time that they show instead, and of two it is the first.
 */
import type { CommandContext } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { systemActor } from '../../command/system-actor.ts'
import type { WorkOutcome } from '../../command/work.ts'
import type { Row } from '../../storage/schema.ts'
import { tellPeople } from './news.ts'
import { inWords } from './requested-time.ts'
import type { Subject } from './subject.ts'
import { afterSkip, dueAtOf, type ZoneRules } from './wall-time.ts'
import { updateSchedule } from './write-schedule.ts'

/** Whether these rules are newer: a node with older ones leaves alone what one with newer ones moved. */
export function isStale({ zone_edition }: Row<'schedules'>, { edition }: ZoneRules): boolean {
  return zone_edition < edition
}

/** `moved` is the schedule as it is from now on; the entry that carries it out is not part of it. */
export async function moveByRules(
  sent: CommandContext,
  subject: Subject,
  before: Row<'schedules'>,
  rules: ZoneRules,
): Promise<WorkOutcome & { moved: Row<'schedules'>; outbox: OutboxEntry[] }> {
  const context = { ...sent, actor: systemActor }
  const { change, why } = timeBy(rules, before, context.now)
  const isSame = (Object.keys(change) as (keyof typeof change)[]).every((key) => change[key] === before[key])
  if (isSame) {
    const edition = { zone_edition: rules.edition }
    // Nothing that anybody sees: its revision stays, so that nobody's change is refused for it.
    await context.tx.updateTable('schedules').set(edition).where('id', '=', before.id).execute()
    return { events: [], outbox: [], moved: { ...before, ...edition } }
  }
  const moved = await updateSchedule(context, before, { ...change, zone_edition: rules.edition })
  const { events } = await subject.tell(context, { schedule: moved, shownId: moved.id })
  return {
    events,
    outbox: why === null ? [] : [tellPeople(context, 'schedule.moved', before, { why })],
    moved,
  }
}

/** The time by these rules, and why people are told of it; null where they get what they asked for. */
function timeBy(rules: ZoneRules, { wall_time, time_zone, occurrence }: Row<'schedules'>, now: number) {
  const asked = { wallTime: wall_time, timeZone: time_zone, occurrence }
  const due_at = dueAtOf(asked, rules)
  const found = rules.instantsOf(wall_time, time_zone)
  if (found.kind === 'skipped') {
    const shown = afterSkip(wall_time, found)
    return {
      change: { wall_time: shown, occurrence: null, due_at },
      why: `The clocks there are set forward past that by new rules, so it goes out at ${inWords(shown)}`,
    }
  }
  const change = { wall_time, occurrence: found.kind === 'twice' ? (occurrence ?? 'earlier') : null, due_at }
  if (found.kind === 'twice' && occurrence === null) {
    return { change, why: 'The clocks there show that twice by new rules, so it goes out the first time' }
  }
  return { change, why: due_at < now ? 'By new rules of the time zone that has passed' : null }
}
