/** What follows in a project from items that a command takes out of it, whyever it does. */
import { channels, type Id } from '@copydesk/contract'
import { type CommandContext, event } from '../../command/command.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Departure } from '../../storage/tables/projects.ts'
import { awaitingOfPeople } from '../awaiting/tell-awaiting.ts'
import { countProjects } from '../project/count-projects.ts'
import { subjectIdOf } from '../review/subjects.ts'
import { tellAsked } from '../review/tell-asked.ts'
import { awaitingIn } from '../review/tell-reviewers.ts'
import { assigneesOfItemTasks } from '../tasks/queries.ts'
import { rememberRemoved } from './removed-items.ts'

/** Remembers rows that were deleted, tells whom they awaited, and gives what the project's channel is told. */
export async function takeOut(
  context: CommandContext,
  projectId: Id,
  removed: readonly Row<'project_items'>[],
  leftWith: Departure | null = null,
): Promise<ChannelEvent> {
  const { tx } = context
  const itemIds = removed.map((item) => item.id)
  const taskAssignees = await assigneesOfItemTasks(tx, itemIds)
  context.enqueue(awaitingOfPeople([...removed.map((item) => item.assignee_id), ...taskAssignees]))
  // What they had to review as anyone may, they have no more.
  if (removed.some((item) => item.assignee_id === null)) context.enqueue([awaitingIn(projectId)])
  await tellAsked(
    context,
    removed.map(({ id, action, version_id }) => subjectIdOf({ id, action, versionId: version_id })),
  )
  await rememberRemoved(tx, projectId, removed, leftWith)
  context.enqueue([countProjects.entry({ projectId })])
  return { channel: channels.project(projectId), event: event(context, 'item.removed', { itemIds }) }
}
