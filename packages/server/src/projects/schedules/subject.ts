/** What a schedule is of, and the ways in to it: what schedules do is the same for all that can be scheduled. */
import type { Id } from '@copydesk/contract'
import type { CommandContext, Outcome } from '../../command/command.ts'
import type { WorkOutcome } from '../../command/work.ts'
import type { Row } from '../../storage/schema.ts'
import type { FoundBlocker } from '../releases/lifts.ts'
import type { Held } from './hold-items.ts'
import type { Scheduled } from './write-schedule.ts'

/** What was done with a schedule, to be shown. */
export interface Told {
  schedule: Row<'schedules'>
  /** The one that is shown from now on. */
  shownId: Id | null
  /** What it took hold of or let go. */
  held?: Held
}

/** One that is locked, so that nothing about it changes meanwhile. */
export interface Subject {
  /** `The project "Spring"`. */
  name: string
  revision: number
  /** The schedule that it shows. */
  schedule_id: Id | null
  owner: Scheduled
  /** Takes hold of what is to go out. Throws `publish_blocked` or `nothing_to_publish`. */
  hold(context: CommandContext): Promise<Held>
  /** Makes ready again what is held. */
  letGo(context: CommandContext): Promise<Held>
  /** The items that are held, whose people are told of it too. */
  heldItemIds(context: CommandContext): Promise<Id[]>
  /** Publishes what is held, and shows no schedule any more. Throws as `hold` does. */
  release(context: CommandContext, schedule: Row<'schedules'>): Promise<Outcome<unknown>>
  /** What is in the way of that now. */
  findBlockers(context: CommandContext): Promise<readonly FoundBlocker[]>
  /** Lets it show a schedule, and says so to whoever looks at it. */
  tell(
    context: CommandContext,
    told: Told,
  ): Promise<WorkOutcome & { outbox: NonNullable<WorkOutcome['outbox']> }>
}

/** The ways in. Those that take an actor throw what stands against them, `forbidden` for instance. */
export interface Door {
  /** Only itself, to change its schedule. */
  enter(context: CommandContext): Promise<Subject>
  /** With all that it holds, to schedule or to let go. */
  enterWhole(context: CommandContext): Promise<Subject>
  /** With all that publishing reaches. */
  enterToPublish(context: CommandContext): Promise<Subject>
  /** With all that it holds, whoever may; undefined where it is not there. */
  lock(context: CommandContext): Promise<Subject | undefined>
}
