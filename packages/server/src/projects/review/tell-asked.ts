/**
 * Whom reviews ask hear what awaits them once something of it changed: a step begins or is met, an approval is given or
 * does not count any more, the review ends, the item comes, goes or is due on another day. All steps are told, since one
 * that ends and one that begins change together.
 */
import type { Id, ProjectItem } from '@copydesk/contract'
import { sql } from 'kysely'
import type { CommandContext } from '../../command/command.ts'
import { tellAskedIn } from '../../comments/answers.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'
import { awaitingOfPeople } from '../awaiting/tell-awaiting.ts'
import { assigneesIn } from '../tasks/queries.ts'
import { askedBy, readReviewers } from './asked.ts'
import { stepsFrom } from './rules.ts'
import { subjectIdOf } from './subjects.ts'
import { awaitingIn } from './tell-reviewers.ts'

/** Those whom the reviews under these ids ask, of versions and items that unpublish; nobody where there is no rule. */
export async function tellAsked(context: CommandContext, subjectIds: readonly Id[]): Promise<void> {
  const { tx } = context
  const rows = await selectInChunks([...new Set(subjectIds)], (chunk) =>
    selectRules(tx).where('subject_id', 'in', chunk).execute(),
  )
  context.enqueue(awaitingOfPeople(await askedOf(tx, rows)))
}

/** The same of those of these items whose review goes by a rule. */
export async function tellAskedOfItems(
  context: CommandContext,
  items: readonly ProjectItem[],
): Promise<void> {
  await tellAsked(context, items.filter(({ approvals }) => approvals !== null).map(subjectIdOf))
}

/** The same of whatever is in review of the content of these versions: one that went live bars fewer from approving others. */
export async function tellAskedBeside(context: CommandContext, versionIds: readonly Id[]): Promise<void> {
  await tellAsked(context, await inReviewBeside(context.tx, versionIds))
}

/** Whoever edits a text is asked no more for their approval of it, nor of what is in review beside it. */
export async function tellEditor(context: CommandContext, versionIds: readonly Id[]): Promise<void> {
  const { tx, actor } = context
  if (actor.kind !== 'person' || (await inReviewBeside(tx, versionIds)).length === 0) return
  context.enqueue(awaitingOfPeople([actor.id]))
}

async function inReviewBeside(tx: Tx, versionIds: readonly Id[]): Promise<Id[]> {
  const rows = await selectInChunks(versionIds, (chunk) =>
    tx
      .selectFrom('versions as version')
      .innerJoin('versions as other', 'other.content_id', 'version.content_id')
      .select('other.id')
      .where('version.id', 'in', chunk)
      .where(sql<boolean>`other.status = 'in_review'`)
      .execute(),
  )
  return rows.map(({ id }) => id)
}

/** Everybody whom something awaits in a project, or may by what it let go of: it came, went, or has another name. */
export async function tellProject(context: CommandContext, projectId: Id): Promise<void> {
  const { tx } = context
  const rows = await selectRules(tx)
    .where('subject_id', 'in', ({ selectFrom }) =>
      selectFrom('project_items')
        .select(({ eb, ref }) =>
          eb.case().when('action', '=', 'unpublish').then(ref('id')).else(ref('version_id')).end().as('id'),
        )
        .where('project_id', '=', projectId)
        .unionAll(
          selectFrom('removed_items')
            .select('version_id as id')
            .where('project_id', '=', projectId)
            .where('action', '=', 'publish'),
        ),
    )
    .execute()
  context.enqueue(awaitingOfPeople([...(await assigneesIn(tx, projectId)), ...(await askedOf(tx, rows))]))
  await tellAskedIn(context, [projectId])
  const unassigned = await tx
    .selectFrom('project_items as item')
    .innerJoin('versions as version', 'version.id', 'item.version_id')
    .select('item.id')
    .where('item.project_id', '=', projectId)
    .where('item.assignee_id', 'is', null)
    .where(({ eb, or }) =>
      or([eb('version.status', '=', 'in_review'), eb('item.review_status', '=', 'in_review')]),
    )
    .executeTakeFirst()
  if (unassigned !== undefined) context.enqueue([awaitingIn(projectId)])
}

function selectRules(tx: Tx) {
  return tx.selectFrom('reviews').select('steps').distinct().where('step_count', '>', 0)
}

async function askedOf(tx: Tx, rows: readonly { steps: string }[]): Promise<Set<Id>> {
  const rules = new Set(rows.map(({ steps }) => steps))
  if (rules.size === 0) return new Set()
  const reviewers = await readReviewers(tx)
  return new Set([...rules].flatMap(stepsFrom).flatMap((step) => [...askedBy(step, reviewers)]))
}
