/** Open tasks that block publishing: of the project as a whole, and of the items that are to go out. */
import type { OpenTaskBlocker, ProjectItem } from '@copydesk/contract'
import type { Tx } from '../../storage/storage.ts'
import { tasksOfProject } from '../tasks/queries.ts'
import type { FoundBlocker } from './lifts.ts'

/** In the order of the checklist. */
export async function openTasks(
  tx: Tx,
  projectId: string,
  going: readonly ProjectItem[],
): Promise<FoundBlocker<OpenTaskBlocker>[]> {
  const titles = new Map(going.map(({ id, title }) => [id, title]))
  const tasks = await tasksOfProject(tx, projectId)
  return tasks
    .filter(
      ({ blocks, done_at, item_id }) =>
        blocks === 1 && done_at === null && (item_id === null || titles.has(item_id)),
    )
    .map(({ id, title, item_id, assignee_id }) => ({
      reason: 'open_task',
      taskId: id,
      title,
      itemId: item_id,
      itemTitle: titles.get(item_id ?? '') ?? null,
      assigneeId: assignee_id,
      isTakedown: false,
    }))
}
