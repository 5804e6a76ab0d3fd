/** What is published of a project's schedule, in `project:{id}`. */
import type { EventBase } from '../../core/event.ts'
import type { Project } from '../entity.ts'
import type { ItemChange } from '../items/events.ts'
import type { Schedule } from './entity.ts'

/** It was made, changed, cancelled or missed, it failed, or something came in its way or left it. */
export interface ScheduleChanged extends EventBase<'schedule.changed'> {
  schedule: Schedule
  /** With the schedule that is shown of it from now on. */
  project: Project
  /** The items that it took hold of or let go. */
  items: ItemChange[]
}
