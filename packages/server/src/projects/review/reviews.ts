/**
 * Reviews as they are stored: the rule as it was when each began, its approvals, and how far they are. How far is written
 * down for lists; what decides computes it anew, under the lock of the content.
 */
import type { ApprovalCount, Id } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { chunks, selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { projectsHiding } from '../members/sight.ts'
import { type Reviewer, readReviewersIn } from './asked.ts'
import { countOf, type GivenApproval, type Progress, progressOf } from './progress.ts'
import { type RuleCopy, type ScopedRule, stepsFrom, stepsText } from './rules.ts'
import { editorsOf, type Subject } from './subjects.ts'

/** Why an approval does not count any more. */
export type ApprovalEnd = Row<'approvals'>['ended_because'] & string

/** A review with all that decides about it. */
export interface OpenReview {
  subject: Subject
  row: Row<'reviews'>
  rule: RuleCopy
  progress: Progress
}

/** The rows of those that have a review, by the ids of what is reviewed. */
export async function reviewRows(tx: Tx, subjectIds: readonly Id[]): Promise<Map<Id, Row<'reviews'>>> {
  const rows = await selectInChunks([...new Set(subjectIds)], (chunk) =>
    tx.selectFrom('reviews').selectAll().where('subject_id', 'in', chunk).execute(),
  )
  return new Map(rows.map((row) => [row.subject_id, row]))
}

/** The reviews of those that a rule asks approvals for, with their progress as it is now. */
export async function openReviews(tx: Tx, subjects: readonly Subject[]): Promise<Map<Id, OpenReview>> {
  const rows = await reviewRows(
    tx,
    subjects.map(({ id }) => id),
  )
  const ruled = subjects.filter(({ id }) => (rows.get(id)?.step_count ?? 0) > 0)
  if (ruled.length === 0) return new Map()
  const reviewersOf = await readReviewersOf(tx, ruled)
  const editors = await editorsOf(tx, ruled)
  const given = Map.groupBy(
    await givenApprovals(
      tx,
      ruled.map(({ id }) => id),
    ),
    (row) => row.subject_id,
  )
  return new Map(
    ruled.flatMap((subject) => {
      const row = rows.get(subject.id)
      if (row === undefined) return []
      const rule = ruleOf(row)
      const approvals = (given.get(subject.id) ?? []).map(asGiven)
      const { id, textRevision } = subject
      const reviewers = reviewersOf(subject)
      const now = { textRevision, reviewers, editors: editors.get(id) ?? new Set<Id>() }
      return [[id, { subject, row, rule, progress: progressOf(rule, approvals, now) }]]
    }),
  )
}

/** Whom rules can ask for each: who may review where it is, and of what left a private project those who see it still. */
async function readReviewersOf(
  tx: Tx,
  subjects: readonly Subject[],
): Promise<(subject: Subject) => readonly Reviewer[]> {
  const alone = subjects.flatMap(({ id, item }) => (item === undefined ? [id] : []))
  const left = alone.length === 0 ? new Map<Id, Id[]>() : await projectsHiding(tx, alone)
  const held = subjects.flatMap(({ item }) => item?.projectId ?? [])
  const reviewersIn = await readReviewersIn(tx, [...held, ...[...left.values()].flat()])
  return ({ id, item }) => {
    const [first = item?.projectId, ...others] = left.get(id) ?? []
    const inAll = others.map((projectId) => new Set(reviewersIn(projectId)))
    return reviewersIn(first).filter((reviewer) => inAll.every((those) => those.has(reviewer)))
  }
}

export function ruleOf(row: Row<'reviews'>): RuleCopy {
  return { steps: stepsFrom(row.steps), editorsMayApprove: row.editors_may_approve === 1 }
}

/** Approvals that were neither withdrawn nor made void, oldest first. */
export function givenApprovals(tx: Tx, subjectIds: readonly Id[]): Promise<Row<'approvals'>[]> {
  return selectInChunks(subjectIds, (chunk) =>
    tx
      .selectFrom('approvals')
      .selectAll()
      .where('subject_id', 'in', chunk)
      .where('ended_at', 'is', null)
      .orderBy('id')
      .execute(),
  )
}

function asGiven({ id, step, person_id, text_revision }: Row<'approvals'>): GivenApproval {
  return { id, step, personId: person_id, textRevision: text_revision }
}

/** Begins reviews under this rule: what was approved before does not count. Gives how far each of them is. */
export async function insertReviews(
  context: CommandContext,
  subjects: readonly Pick<Subject, 'id' | 'contentId'>[],
  rule: ScopedRule | undefined,
): Promise<ApprovalCount | null> {
  const { tx, actor, now } = context
  const ids = subjects.map(({ id }) => id)
  await endApprovals(context, ids, 'begun_anew')
  for (const chunk of chunks(ids)) {
    await tx.deleteFrom('reviews').where('subject_id', 'in', chunk).execute()
  }
  if (rule === undefined) return null
  const [first] = rule.steps
  const rows = subjects.map(
    ({ id, contentId }): Row<'reviews'> => ({
      subject_id: id,
      content_id: contentId,
      scope: rule.scope,
      steps: stepsText(rule.steps),
      editors_may_approve: rule.editorsMayApprove ? 1 : 0,
      step_count: rule.steps.length,
      step: 1,
      given: 0,
      needed: first?.approvals ?? 0,
      begun_at: now,
      begun_by_id: actor.id,
      begun_by_kind: actor.kind,
      overruled_at: null,
      overruled_by_id: null,
      overruled_by_kind: null,
      overrule_reason: null,
    }),
  )
  for (const chunk of chunks(rows)) await tx.insertInto('reviews').values(chunk).execute()
  return first === undefined ? null : { step: 1, steps: rule.steps.length, given: 0, needed: first.approvals }
}

/** Writes down how far reviews are, by what is reviewed: those that are equally far at once. */
export async function writeProgress(
  { tx }: Pick<CommandContext, 'tx'>,
  progressOf: ReadonlyMap<Id, Progress>,
): Promise<void> {
  const counted = [...progressOf].flatMap(([id, progress]) => {
    const count = countOf(progress)
    return count === null ? [] : [{ id, ...count }]
  })
  const alike = Map.groupBy(counted, ({ step, given, needed }) => `${step} ${given} ${needed}`)
  for (const own of alike.values()) {
    for (const chunk of chunks(own)) {
      const [{ step, given, needed }] = chunk as [(typeof own)[number]]
      const ids = chunk.map(({ id }) => id)
      await tx.updateTable('reviews').set({ step, given, needed }).where('subject_id', 'in', ids).execute()
    }
  }
}

/** All approvals of these, or those with the ids, count no more. Gives whom they were of. */
export async function endApprovals(
  { tx, now }: CommandContext,
  subjectIds: readonly Id[],
  because: ApprovalEnd,
  ids?: readonly Id[],
): Promise<{ subject_id: Id; person_id: Id }[]> {
  return selectInChunks(subjectIds, (chunk) => {
    let ending = tx
      .updateTable('approvals')
      .set({ ended_at: now, ended_because: because })
      .where('subject_id', 'in', chunk)
      .where('ended_at', 'is', null)
    if (ids !== undefined) ending = ending.where('id', 'in', ids)
    return ending.returning(['subject_id', 'person_id']).execute()
  })
}
