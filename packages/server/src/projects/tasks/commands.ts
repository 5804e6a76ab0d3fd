/** What may happen to the tasks of a checklist. Of two who tick one off, the first one did it. */
import { type AddTask, type ChangeTask, channels, type Id, type Task } from '@copydesk/contract'
import { type Command, type CommandContext, event, type Outcome } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { notify } from '../../notifications/notify.ts'
import type { Action } from '../../policy.ts'
import type { Row } from '../../storage/schema.ts'
import { awaitingOfPeople } from '../awaiting/tell-awaiting.ts'
import { enterProject } from '../project/door.ts'
import { remindersOf } from '../reminders/remind.ts'
import { checkScheduleOf } from '../schedules/ask-for-checks.ts'
import { requireTaskAssignee, requireTaskItem } from './checks.ts'
import { placeAtEnd, placesBefore } from './places.ts'
import { presentTask } from './present.ts'
import { findTask, requireItemOf, requireTask, requireTaskRoom, tasksOfProject } from './queries.ts'

/** Puts a task at the end of the checklist. Throws `too_many_tasks`. */
export function addTask(projectId: Id, input: AddTask): Command<Task> {
  return async (context) => {
    const { tx, actor, now, newId } = context
    const project = await enterProject(context, projectId, 'item.write')
    const { title, itemId = null, assigneeId = null, dueAt = null, blocksPublishing = false } = input
    if (itemId !== null) await requireTaskItem(tx, projectId, itemId)
    if (assigneeId !== null) await requireTaskAssignee(tx, assigneeId)
    await requireTaskRoom(tx, projectId, 1)
    const row: Row<'tasks'> = {
      id: newId(),
      revision: 1,
      project_id: projectId,
      item_id: itemId,
      title,
      blocks: blocksPublishing ? 1 : 0,
      assignee_id: assigneeId,
      due_date: dueAt,
      place: await placeAtEnd(tx, projectId),
      done_by_id: null,
      done_by_kind: null,
      done_at: null,
      created_by_id: actor.id,
      created_by_kind: actor.kind,
      created_at: now,
      updated_by_id: actor.id,
      updated_by_kind: actor.kind,
      updated_at: now,
      deleted_at: null,
    }
    await tx.insertInto('tasks').values(row).execute()
    context.enqueue(await remindersOf(context, [presentTask(row)]))
    context.enqueue(checkScheduleOf(project))
    return { status: 201, ...added(context, row) }
  }
}

/** Reviewers tick; all else is the editors'. */
export function actionOf({ done: _, ...change }: ChangeTask): Action {
  return Object.values(change).some((value) => value !== undefined) ? 'item.write' : 'item.review'
}

/** Changes a task, ticks it off or opens it again. Throws `not_found` or `gone`. */
export function changeTask(projectId: Id, taskId: Id, change: ChangeTask): Command<Task> {
  return async (context) => {
    const { tx } = context
    const project = await enterProject(context, projectId, actionOf(change))
    const before = await requireTask(tx, projectId, taskId)
    context.precondition.require(before.revision)
    const isAssigned = Boolean(change.assigneeId) && change.assigneeId !== before.assignee_id
    if (isAssigned && change.assigneeId) await requireTaskAssignee(tx, change.assigneeId)
    const values = valuesOf(context, before, change)
    const isSame = Object.entries(values).every(
      ([name, value]) => before[name as keyof typeof values] === value,
    )
    if (isSame) return { body: presentTask(before), events: [] }
    const row = await updateTask(context, before, values)
    context.enqueue(await remindersOf(context, [presentTask(row)]))
    context.enqueue(checkScheduleOf(project))
    const changed = event(context, 'task.changed', { tasks: [presentTask(row)] })
    return {
      body: presentTask(row),
      events: [{ channel: channels.project(projectId), event: changed }],
      outbox: [
        ...awaitingOfPeople([before.assignee_id, row.assignee_id]),
        ...(isAssigned ? tellAssignee(context, changed.id, row) : []),
      ],
    }
  }
}

function valuesOf(
  { actor, now }: CommandContext,
  before: Row<'tasks'>,
  { title, assigneeId, dueAt, blocksPublishing, done }: ChangeTask,
): Partial<Row<'tasks'>> {
  const isMoved = done !== undefined && done !== (before.done_at !== null)
  return {
    ...(title === undefined ? {} : { title }),
    ...(assigneeId === undefined ? {} : { assignee_id: assigneeId }),
    ...(dueAt === undefined ? {} : { due_date: dueAt }),
    ...(blocksPublishing === undefined ? {} : { blocks: blocksPublishing ? 1 : 0 }),
    ...(isMoved && {
      done_by_id: done ? actor.id : null,
      done_by_kind: done ? actor.kind : null,
      done_at: done ? now : null,
    }),
  }
}

/** Puts a task before another one, or at the end. */
export function moveTask(projectId: Id, taskId: Id, before: Id | null): Command<Task> {
  return async (context) => {
    const { tx } = context
    await enterProject(context, projectId, 'item.write')
    const task = await requireTask(tx, projectId, taskId)
    context.precondition.require(task.revision)
    const places = placesBefore(await tasksOfProject(tx, projectId), task, before)
    if (places.length === 0) return { body: presentTask(task), events: [] }
    const rows: Row<'tasks'>[] = []
    for (const { row, place } of places) rows.push(await updateTask(context, row, { place }))
    const changed = event(context, 'task.changed', { tasks: rows.map(presentTask) })
    return {
      body: presentTask(rows.find(({ id }) => id === taskId) ?? task),
      events: [{ channel: channels.project(projectId), event: changed }],
    }
  }
}

/** Deletes a task; `restoreTask` puts it back. */
export function removeTask(projectId: Id, taskId: Id): Command<null> {
  return async (context) => {
    const project = await enterProject(context, projectId, 'item.write')
    const row = await requireTask(context.tx, projectId, taskId)
    context.precondition.require(row.revision)
    await updateTask(context, row, { deleted_at: context.now })
    context.enqueue(checkScheduleOf(project))
    const removed = event(context, 'task.removed', { taskId })
    return {
      status: 204,
      body: null,
      events: [{ channel: channels.project(projectId), event: removed }],
      outbox: awaitingOfPeople([row.assignee_id]),
    }
  }
}

/** Puts a deleted task back as it was. Throws `gone` where its item is away, `too_many_tasks` where its place was taken. */
export function restoreTask(projectId: Id, taskId: Id): Command<Task> {
  return async (context) => {
    const { tx } = context
    const project = await enterProject(context, projectId, 'item.write')
    const before = await findTask(tx, projectId, taskId)
    context.precondition.require(before.revision)
    await requireItemOf(tx, before)
    if (before.deleted_at === null) return { body: presentTask(before), events: [] }
    await requireTaskRoom(tx, projectId, 1)
    const row = await updateTask(context, before, { deleted_at: null })
    context.enqueue(checkScheduleOf(project))
    const task = presentTask(row)
    return {
      body: task,
      events: [{ channel: channels.project(projectId), event: event(context, 'task.added', { task }) }],
      outbox: awaitingOfPeople([row.assignee_id]),
    }
  }
}

function added(
  context: CommandContext,
  row: Row<'tasks'>,
): Pick<Outcome<Task>, 'body' | 'events' | 'outbox'> {
  const task = presentTask(row)
  const added = event(context, 'task.added', { task })
  return {
    body: task,
    events: [{ channel: channels.project(row.project_id), event: added }],
    outbox: [...awaitingOfPeople([row.assignee_id]), ...tellAssignee(context, added.id, row)],
  }
}

async function updateTask(
  { tx, actor, now }: CommandContext,
  before: Row<'tasks'>,
  values: Partial<Row<'tasks'>>,
): Promise<Row<'tasks'>> {
  const change = {
    ...values,
    revision: before.revision + 1,
    updated_at: now,
    updated_by_id: actor.id,
    updated_by_kind: actor.kind,
  }
  await tx.updateTable('tasks').set(change).where('id', '=', before.id).execute()
  return { ...before, ...change }
}

function tellAssignee({ actor }: CommandContext, eventId: Id, row: Row<'tasks'>): OutboxEntry[] {
  if (row.assignee_id === null) return []
  const about = { eventId, actorId: actor.id, actorKind: actor.kind, projectId: row.project_id }
  return [
    notify.entry({
      kind: 'task.assigned',
      ...about,
      itemId: row.item_id,
      task: { id: row.id, title: row.title },
      dueAt: row.due_date ?? undefined,
      assigneeId: row.assignee_id,
    }),
  ]
}
