/**
 * Somebody who can be asked for approvals from now on, in a project that was closed to them or in which they might only
 * read: they hear of what waits for them there already, as they would have when it was sent.
 */
import type { Id, MemberRole } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { notify } from '../../notifications/notify.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'
import { mayAsMember } from '../members/sight.ts'
import { readReviewers } from './asked.ts'

/** Of those in the second, as what they are in there: who can review, and could not by the first. */
export function newReviewers(
  before: ReadonlyMap<Id, MemberRole> | undefined,
  after: ReadonlyMap<Id, MemberRole> | undefined,
): Id[] {
  const mayReview = (role: MemberRole | undefined) => role !== undefined && mayAsMember(role, 'item.review')
  return [...(after ?? [])].flatMap(([id, role]) =>
    mayReview(role) && !mayReview(before?.get(id)) ? [id] : [],
  )
}

/** The same once the project is everybody's. */
export async function newReviewersOfAll(
  tx: Tx,
  before: ReadonlyMap<Id, MemberRole> | undefined,
): Promise<Id[]> {
  const everybody = await readReviewers(tx)
  return newReviewers(before, new Map(everybody.map(({ id }) => [id, 'reviewer'])))
}

/** Each of whom a review there waits for is told once; not again of what they were asked before they left. */
export async function askNewcomers(
  context: CommandContext,
  projectId: Id,
  personIds: readonly Id[],
): Promise<void> {
  const { tx, actor, newId } = context
  if (personIds.length === 0) return
  const open = await reviewsIn(tx, projectId)
  if (open.length === 0) return
  const asked = await lastAsked(tx, projectId, personIds)
  for (const [last, own] of Map.groupBy(personIds, (id) => asked.get(id) ?? null)) {
    const news = open.filter(({ begunAt }) => last === null || begunAt > last)
    if (news.length === 0) continue
    const about = { eventId: newId(), actorId: actor.id, actorKind: actor.kind, projectId }
    const itemIds = news.map(({ id }) => id)
    context.enqueue([notify.entry({ kind: 'approval.asked', ...about, itemIds, personIds: [...own] })])
  }
}

/** What is in review under a rule, where the project is open. */
function reviewsIn(tx: Tx, projectId: Id): Promise<{ id: Id; begunAt: number }[]> {
  return tx
    .selectFrom('project_items as item')
    .innerJoin('projects as project', 'project.id', 'item.project_id')
    .innerJoin('versions as version', 'version.id', 'item.version_id')
    .innerJoin('reviews as review', (join) =>
      join.on(({ eb, and, or, ref }) =>
        or([
          and([eb('item.action', '=', 'unpublish'), eb('review.subject_id', '=', ref('item.id'))]),
          and([eb('item.action', '=', 'publish'), eb('review.subject_id', '=', ref('item.version_id'))]),
        ]),
      ),
    )
    .select(['item.id', 'review.begun_at as begunAt'])
    .where('item.project_id', '=', projectId)
    .where('project.deleted_at', 'is', null)
    .where('project.archived_at', 'is', null)
    .where('review.step_count', '>', 0)
    .where(({ eb, and, or }) =>
      or([
        and([eb('item.action', '=', 'publish'), eb('version.status', '=', 'in_review')]),
        and([eb('item.action', '=', 'unpublish'), eb('item.review_status', '=', 'in_review')]),
      ]),
    )
    .orderBy('item.id')
    .execute()
}

/** When each was last asked for an approval in this project. */
async function lastAsked(tx: Tx, projectId: Id, personIds: readonly Id[]): Promise<Map<Id, number>> {
  const rows = await selectInChunks(personIds, (chunk) =>
    tx
      .selectFrom('notifications')
      .select(({ fn }) => ['person_id', fn.max('created_at').as('last')])
      .where('project_id', '=', projectId)
      .where('kind', '=', 'approval.asked')
      .where('person_id', 'in', chunk)
      .groupBy('person_id')
      .execute(),
  )
  return new Map(rows.map(({ person_id, last }) => [person_id, Number(last)]))
}
