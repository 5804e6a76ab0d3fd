/** zod schemas of the requests that write, tick, move and delete tasks of a checklist. */
import { z } from 'zod'
import { id, type SchemaOf } from '../../core/schemas.ts'
import { calendarDate, line } from '../../text/schemas.ts'
import type { AddTask, ChangeTask, MoveTask } from './commands.ts'

const title = line({ max: 300, required: true })
const change = {
  assigneeId: id.nullable().optional(),
  dueAt: calendarDate().nullable().optional(),
  blocksPublishing: z.boolean().optional(),
}

export const addTask = z.strictObject({
  title,
  itemId: id.nullable().optional(),
  ...change,
}) satisfies SchemaOf<AddTask>
export const changeTask = z.strictObject({
  title: title.optional(),
  ...change,
  done: z.boolean().optional(),
}) satisfies SchemaOf<ChangeTask>
export const moveTask = z.strictObject({ before: id.nullable() }) satisfies SchemaOf<MoveTask>
