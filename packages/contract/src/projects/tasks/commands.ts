/** What is sent to write, tick, move and delete tasks of a checklist. */
import type { Id } from '../../core/ids.ts'
import type { CalendarDate } from '../../core/time.ts'

/** `POST /projects/{id}/tasks` answers 201 with the task, which is the last of the checklist. */
export interface AddTask {
  title: string
  /** The item that it is about; the project as a whole when left out. */
  itemId?: Id | null | undefined
  assigneeId?: Id | null | undefined
  dueAt?: CalendarDate | null | undefined
  /** False when left out. */
  blocksPublishing?: boolean | undefined
}

/** `PATCH /projects/{id}/tasks/{taskId}` answers the task. */
export interface ChangeTask {
  title?: string | undefined
  assigneeId?: Id | null | undefined
  dueAt?: CalendarDate | null | undefined
  blocksPublishing?: boolean | undefined
  /** Ticks it off, or opens it again. Of two who tick it off, the first one did it. */
  done?: boolean | undefined
}

/** `POST /projects/{id}/tasks/{taskId}/move` answers the task. */
export interface MoveTask {
  /** The task that it is put before; null: the end. */
  before: Id | null
}
