/** What is due of one person's: items that are not ready yet and open tasks, in projects that go on. */
import type { CalendarDate, Id } from '@copydesk/contract'
import type { Tx } from '../../storage/storage.ts'
import { itemsOfAssignee } from '../items/queries.ts'
import { openTasksOf } from '../tasks/queries.ts'

/** One thing that is due. */
export interface Due {
  id: Id
  projectId: Id
  itemId: Id | null
  title: string
  dueAt: CalendarDate
}

export async function dueItems(tx: Tx, personId: Id, days: readonly CalendarDate[]): Promise<Due[]> {
  const items = await itemsOfAssignee(tx, personId)
  return inOpenProjects(
    tx,
    items.flatMap(({ id, projectId, title, dueAt }) =>
      dueAt !== null && days.includes(dueAt) ? [{ id, projectId, itemId: id, title, dueAt }] : [],
    ),
  )
}

export async function dueTasks(tx: Tx, personId: Id, days: readonly CalendarDate[]): Promise<Due[]> {
  const tasks = await openTasksOf(tx, personId)
  return inOpenProjects(
    tx,
    tasks.flatMap(({ id, projectId, itemId, title, dueAt }) =>
      dueAt !== null && days.includes(dueAt) ? [{ id, projectId, itemId, title, dueAt }] : [],
    ),
  )
}

/** The days on which something of theirs is due. */
export async function dueOf(tx: Tx, personId: Id): Promise<CalendarDate[]> {
  const days = [...(await itemsOfAssignee(tx, personId)), ...(await openTasksOf(tx, personId))]
  return [...new Set(days.flatMap(({ dueAt }) => dueAt ?? []))]
}

async function inOpenProjects(tx: Tx, due: Due[]): Promise<Due[]> {
  if (due.length === 0) return due
  const rows = await tx
    .selectFrom('projects')
    .select('id')
    .where('id', 'in', [...new Set(due.map(({ projectId }) => projectId))])
    .where('deleted_at', 'is', null)
    .where('archived_at', 'is', null)
    .execute()
  const open = new Set(rows.map(({ id }) => id))
  return due.filter(({ projectId }) => open.has(projectId))
}
