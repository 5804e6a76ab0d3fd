/** zod schemas of the tasks of a checklist. */
import { z } from 'zod'
import {
  actor,
  calendarDay,
  entityId,
  identified,
  instant,
  page,
  snapshot,
} from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'

export const task = named(
  'Task',
  z.object({
    ...identified,
    projectId: entityId,
    itemId: entityId.nullable().describe('The item that it is about; null: the project as a whole'),
    title: z.string(),
    blocksPublishing: z.boolean().describe('While it is open, the project is not published, or its item'),
    assigneeId: entityId.nullable(),
    dueAt: calendarDay.nullable().describe('The day it is due on'),
    place: z.int().describe('Orders the checklist: the lowest first'),
    done: z.object({ by: actor, at: instant }).nullable().describe('Null while it is open'),
    createdBy: actor,
    createdAt: instant,
    updatedAt: instant,
    updatedBy: actor,
  }),
)

export const tasksSnapshot = named('TasksSnapshot', z.object({ ...page(task), ...snapshot }))
