/**
 * Those who may review in a project hear what awaits them once something that waits for nobody in particular came, went
 * or changed. Who they are is found out a moment after the command, once for many changes of a project.
 */
import type { Id, ProjectItem } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { OutboxEntry } from '../../command/outbox.ts'
import { followUp, type WorkOutcome } from '../../command/work.ts'
import { awaitingOfPeople } from '../awaiting/tell-awaiting.ts'
import { readReviewersIn } from './asked.ts'

/** Tells those who may review in projects what awaits them now. */
export const tellReviewers = followUp({
  name: 'awaiting-reviewers',
  lane: 'prompt',
  payload: z.object({ projectId: id }),
  batchSize: 20,
  work: async (context, payloads): Promise<WorkOutcome> => {
    const projectIds = [...new Set(payloads.map(({ projectId }) => projectId))]
    const reviewersIn = await readReviewersIn(context.tx, projectIds)
    const reviewers = projectIds.flatMap((projectId) => reviewersIn(projectId))
    context.enqueue(awaitingOfPeople(reviewers.map((reviewer) => reviewer.id)))
    return { events: [] }
  },
})

/** The work of telling those for whom these items wait, as they were before a command or are after it, by hand. */
export function awaitingOfItems(
  items: readonly Pick<ProjectItem, 'projectId' | 'assigneeId' | 'status' | 'approvals'>[],
): OutboxEntry[] {
  const open = items.filter(
    ({ assigneeId, status, approvals }) =>
      assigneeId === null && status === 'in_review' && approvals === null,
  )
  return [
    ...awaitingOfPeople(items.map(({ assigneeId }) => assigneeId)),
    ...[...new Set(open.map(({ projectId }) => projectId))].map(awaitingIn),
  ]
}

/** The same for whatever a project has. */
export function awaitingIn(projectId: Id): OutboxEntry {
  return tellReviewers.entry({ projectId }, { key: projectId })
}
