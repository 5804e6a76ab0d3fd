/**
 * Where reviews begin: what is sent to review goes by the rule that counts then, and so does what comes into a project
 * with a rule of its own from elsewhere.
 */
import type { ApprovalCount, Id, ProjectItem } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { touchVersions } from '../../content/touch.ts'
import { notify } from '../../notifications/notify.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { insertReviews, reviewRows } from './reviews.ts'
import { ruleInForce, type ScopedRule, stepsText } from './rules.ts'
import type { Subject } from './subjects.ts'
import { tellAsked } from './tell-asked.ts'

/** Begins the reviews of what is sent to review; gives how far each of them is, null where it is decided by hand. */
export async function beginReviews(
  context: CommandContext,
  projectId: Id | null,
  subjects: readonly Pick<Subject, 'id' | 'contentId'>[],
): Promise<ApprovalCount | null> {
  if (subjects.length === 0) return null
  const ids = subjects.map(({ id }) => id)
  await tellAsked(context, ids)
  const count = await insertReviews(context, subjects, await ruleInForce(context.tx, projectId))
  await tellAsked(context, ids)
  return count
}

/**
 * Versions that came into a project: where its rule is another one than they were reviewed by, their review begins anew,
 * also of those that are ready. Their new revision is the caller's to give. Answers which they are.
 */
export async function reviewByProject(
  context: CommandContext,
  projectId: Id,
  versionIds: readonly Id[],
): Promise<Id[]> {
  const { tx } = context
  const versions = await selectInChunks(versionIds, (chunk) =>
    tx
      .selectFrom('versions')
      .select(['id', 'content_id', 'status'])
      .where('id', 'in', chunk)
      .where('status', 'in', ['in_review', 'ready'])
      .execute(),
  )
  if (versions.length === 0) return []
  const rule = await ruleInForce(tx, projectId)
  const rows = await reviewRows(
    tx,
    versions.map(({ id }) => id),
  )
  const anew = versions.filter(
    ({ id, status }) =>
      isOtherRule(rows.get(id), rule) && (status === 'in_review' || (rule?.steps.length ?? 0) > 0),
  )
  const subjects = anew.map(({ id, content_id }) => ({ id, contentId: content_id }))
  await tellAsked(context, versionIds)
  await insertReviews(context, subjects, rule)
  const ready = anew.filter(({ status }) => status === 'ready').map(({ id }) => id)
  await touchVersions(context, ready, 'in_review')
  return anew.map(({ id }) => id)
}

/** Whether a version that is ready by the rule of a project may not go out by itself: the site asks for something else. */
export async function isReadyByOtherRule(tx: Tx, versionId: Id): Promise<boolean> {
  const rule = await ruleInForce(tx, null)
  if (rule === undefined || rule.steps.length === 0) return false
  return isOtherRule((await reviewRows(tx, [versionId])).get(versionId), rule)
}

/** A rule that was made elsewhere, and asks for something else. What has no review was reviewed by hand, as the site asked. */
function isOtherRule(row: Row<'reviews'> | undefined, rule: ScopedRule | undefined): boolean {
  if ((row?.scope ?? 'site') === (rule?.scope ?? 'site')) return false
  const before = `${row?.steps ?? '[]'} ${row?.editors_may_approve ?? 0}`
  return before !== `${stepsText(rule?.steps ?? [])} ${rule?.editorsMayApprove === true ? 1 : 0}`
}

/** Tells those who are asked for approvals of versions that came into a project. */
export function askedWork(
  { actor }: CommandContext,
  projectId: Id,
  eventId: Id,
  items: readonly ProjectItem[],
  versionIds: readonly Id[],
): OutboxEntry[] {
  const anew = new Set(versionIds)
  const itemIds = items
    .filter(({ versionId, approvals }) => anew.has(versionId) && approvals !== null)
    .map(({ id }) => id)
  if (itemIds.length === 0) return []
  const about = { eventId, actorId: actor.id, actorKind: actor.kind, projectId }
  return [notify.entry({ kind: 'approval.asked', ...about, itemIds })]
}
