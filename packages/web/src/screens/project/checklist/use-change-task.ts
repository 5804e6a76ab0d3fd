/** Changes a task and remembers the way back, as of items: what changed shows, and Ctrl-Z takes it back. */
import { type Api, ApiError } from '@copydesk/client'
import type { ChangeTask, Task } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useCallback } from 'react'
import { revisions } from '../../../frame/undo/revisions.ts'
import { undoHistory } from '../../../frame/undo/undo.ts'
import type { WayBackOutcome } from '../../../frame/undo/undo-history.ts'
import { useNameOf } from '../../../people/use-name-of.ts'

export function useChangeTask(): (task: Task, change: ChangeTask) => void {
  const desk = useDesk()
  const nameOf = useNameOf()
  return useCallback(
    (task, change) => {
      const { api, commands, person } = desk
      const { id, projectId } = task
      const takeBack = async (after: Task, back: ChangeTask): Promise<WayBackOutcome> => {
        const seen = { id, projectId, revision: revisions.follow(id, after.revision) }
        const outcome = await changeSeen(api, seen, back)
        if (outcome.ok) {
          revisions.note(id, task.revision, outcome.value.revision)
          return outcome
        }
        if (outcome.error.code !== 'revision_mismatch') return outcome
        const now = await api.tasks.list(projectId).then(
          ({ data }) => data.find((one) => one.id === id),
          () => undefined,
        )
        if (now === undefined) return outcome
        const who = now.updatedBy.id === person.id ? 'You' : nameOf(now.updatedBy)
        return { ...outcome, why: `${who} changed “${now.title}” since.` }
      }
      void undoHistory.during(async () => {
        const outcome = await commands.changeTask(task, change)
        const after = outcome.ok ? outcome.value : undefined
        const back = wayBack(task, change, person.id)
        // What somebody else did in the same moment is not one's own to take back.
        if (after?.revision !== task.revision + 1 || back === null) return
        undoHistory.add({ title: sayChange(task, change), takeBack: () => takeBack(after, back) })
      })
    },
    [desk, nameOf],
  )
}

type Seen = Pick<Task, 'id' | 'projectId' | 'revision'>

/** Only while it is as at this revision; what changes comes as anybody's change does. */
async function changeSeen(
  api: Api,
  { projectId, id, revision }: Seen,
  change: ChangeTask,
): Promise<{ ok: true; commandId: string; value: Task } | Extract<WayBackOutcome, { ok: false }>> {
  const sent = api.tasks.change(projectId, id, change, { revision })
  const { commandId } = sent
  try {
    return { ok: true, commandId, value: await sent }
  } catch (error) {
    if (error instanceof ApiError) return { ok: false, commandId, error }
    throw error
  }
}

/** Null for a tick of somebody else that was taken away: it would come back as one's own. */
function wayBack(task: Task, change: ChangeTask, me: string): ChangeTask | null {
  if (change.done === false && task.done !== null && task.done.by.id !== me) return null
  return {
    ...(change.title === undefined ? {} : { title: task.title }),
    ...(change.assigneeId === undefined ? {} : { assigneeId: task.assigneeId }),
    ...(change.dueAt === undefined ? {} : { dueAt: task.dueAt }),
    ...(change.blocksPublishing === undefined ? {} : { blocksPublishing: task.blocksPublishing }),
    ...(change.done === undefined ? {} : { done: task.done !== null }),
  }
}

function sayChange({ title }: Task, { done, assigneeId, dueAt }: ChangeTask): string {
  if (done !== undefined) return done ? `Ticked off “${title}”` : `Opened “${title}” again`
  if (assigneeId !== undefined) return `Assigned “${title}”`
  return dueAt === undefined ? `Changed “${title}”` : `Set the date of “${title}”`
}
