/** Reads checklists. The tasks of an item are on them while the item is in the project. */
import {
  byPlace,
  channels,
  type Id,
  maxTasks,
  type Snapshot,
  type Task,
  type TasksState,
} from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import type { Viewer } from '../../command/viewer.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { viewProject } from '../project/door.ts'
import { presentTask } from './present.ts'

/** The checklist of a project as a live snapshot. Throws `not_found` or `gone`. */
export async function readTasks(tx: Tx, viewer: Viewer, projectId: Id): Promise<Snapshot<TasksState>> {
  await viewProject(tx, viewer, projectId)
  return {
    data: (await tasksOfProject(tx, projectId)).map(presentTask),
    nextCursor: null,
    position: await readPosition(tx, channels.project(projectId)),
  }
}

/** The rows of a project's checklist, in their order. */
export async function tasksOfProject(tx: Tx, projectId: Id): Promise<Row<'tasks'>[]> {
  return selectListed(tx).where('task.project_id', '=', projectId).execute()
}

/** The tasks of these items, which have just come back into their project. */
export async function tasksOfItems(tx: Tx, itemIds: readonly Id[]): Promise<Task[]> {
  const rows = await selectInChunks([...new Set(itemIds)], (chunk) =>
    selectListed(tx).where('task.item_id', 'in', chunk).execute(),
  )
  return rows.map(presentTask).sort(byPlace)
}

/** Whom open tasks of these items are assigned to. */
export async function assigneesOfItemTasks(tx: Tx, itemIds: readonly Id[]): Promise<(Id | null)[]> {
  const rows = await selectInChunks([...new Set(itemIds)], (chunk) =>
    tx
      .selectFrom('tasks')
      .select('assignee_id')
      .where('item_id', 'in', chunk)
      .where('done_at', 'is', null)
      .execute(),
  )
  return rows.map((row) => row.assignee_id)
}

/** Whom items and open tasks of a project are assigned to. */
export async function assigneesIn(tx: Tx, projectId: Id): Promise<(Id | null)[]> {
  const items = await tx
    .selectFrom('project_items')
    .select('assignee_id')
    .distinct()
    .where('project_id', '=', projectId)
    .execute()
  const tasks = await tx
    .selectFrom('tasks')
    .select('assignee_id')
    .distinct()
    .where('project_id', '=', projectId)
    .where('done_at', 'is', null)
    .execute()
  return [...items, ...tasks].map((row) => row.assignee_id)
}

/** The open tasks of a person, whatever their project. */
export async function openTasksOf(tx: Tx, personId: Id): Promise<Task[]> {
  const rows = await selectListed(tx)
    .where('task.assignee_id', '=', personId)
    .where('task.done_at', 'is', null)
    .execute()
  return rows.map(presentTask)
}

/** The task, if it is on the project's checklist. Throws `not_found`, or `gone` where it was deleted or left with its item. */
export async function requireTask(tx: Tx, projectId: Id, taskId: Id): Promise<Row<'tasks'>> {
  const row = await findTask(tx, projectId, taskId)
  if (row.deleted_at !== null) throw new Refusal('gone', `The task "${row.title}" was deleted.`)
  await requireItemOf(tx, row)
  return row
}

/** A task of the project, deleted or not. Throws `not_found`. */
export async function findTask(tx: Tx, projectId: Id, taskId: Id): Promise<Row<'tasks'>> {
  const row = await tx
    .selectFrom('tasks')
    .selectAll()
    .where('id', '=', taskId)
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found', 'There is no task with this id on this checklist.')
  return row
}

/** Throws `gone` where the item that it is about is not in the project. */
export async function requireItemOf(tx: Tx, { item_id, title }: Row<'tasks'>): Promise<void> {
  if (item_id === null) return
  const item = await tx.selectFrom('project_items').select('id').where('id', '=', item_id).executeTakeFirst()
  if (!item) throw new Refusal('gone', `The item that the task "${title}" is about left the project.`)
}

/** Throws `too_many_tasks` unless the checklist, as it is now, has room for this many more. */
export async function requireTaskRoom(tx: Tx, projectId: Id, more = 0): Promise<void> {
  const { length } = await tasksOfProject(tx, projectId)
  if (length + more > maxTasks) throw new Refusal('too_many_tasks')
}

function selectListed(tx: Tx) {
  return tx
    .selectFrom('tasks as task')
    .selectAll('task')
    .where('task.deleted_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('task.item_id', 'is', null),
        eb.exists(
          eb.selectFrom('project_items as item').select('item.id').whereRef('item.id', '=', 'task.item_id'),
        ),
      ]),
    )
    .orderBy('task.place')
    .orderBy('task.id')
}
