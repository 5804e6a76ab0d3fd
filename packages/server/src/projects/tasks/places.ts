/**
 * Places of tasks in their checklist: numbers with room between them, so that a move writes one row. Where two have
 * no room left between them, all get new ones.
 */
import type { Id } from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'

const room = 2 ** 20

/** After every task of the project, those too that are deleted or away with their item. */
export async function placeAtEnd(tx: Tx, projectId: Id): Promise<number> {
  const { last } = await tx
    .selectFrom('tasks')
    .select(({ fn }) => fn.max('place').as('last'))
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow()
  return Number(last ?? 0) + room
}

/**
 * The rows that get another place when a task is put before another one (null: at the end); none where it stands there
 * already. Throws `invalid_request` where that one is not on the checklist.
 */
export function placesBefore(
  tasks: readonly Row<'tasks'>[],
  task: Row<'tasks'>,
  before: Id | null,
): { row: Row<'tasks'>; place: number }[] {
  if (before === task.id) return []
  const others = tasks.filter(({ id }) => id !== task.id)
  const index = before === null ? others.length : others.findIndex(({ id }) => id === before)
  if (index === -1) {
    const message = 'is not on this checklist'
    throw new Refusal('invalid_request', `The task ${message}.`, { errors: [{ path: '/before', message }] })
  }
  const order = others.toSpliced(index, 0, task)
  if (order.every(({ id }, at) => id === tasks[at]?.id)) return []
  const low = others[index - 1]?.place ?? (others[index]?.place ?? 0) - 2 * room
  const high = others[index]?.place ?? low + 2 * room
  const place = Math.floor((low + high) / 2)
  if (low < place && place < high) return [{ row: task, place }]
  return order.map((row, at) => ({ row, place: (at + 1) * room }))
}
