/**
 * Puts right the counts of comments that are kept: a program of the version before, which may write beside this one,
 * knows nothing of them. Looks without a lock, and counts again under the project's.
 */
import type { Id } from '@copydesk/contract'
import { sql } from 'kysely'
import type { Command } from '../command/command.ts'
import { systemActor } from '../command/system-actor.ts'
import { itemEvents } from '../projects/items/events.ts'
import { itemsById } from '../projects/items/queries.ts'
import { countProjects } from '../projects/project/count-projects.ts'
import type { Services } from '../services.ts'
import { chunks, selectInChunks } from '../storage/chunks.ts'
import { lockRows } from '../storage/lock.ts'
import type { Tx } from '../storage/storage.ts'

/** Counts again where that is needed; how many projects it was needed in. */
export async function mendCommentCounts({
  storage,
  runner,
}: Pick<Services, 'storage' | 'runner'>): Promise<number> {
  const projectIds = await storage.read(findDrifted)
  for (const projectId of projectIds) await runner.run({ actor: systemActor }, countAgain(projectId))
  return projectIds.length
}

/** The projects in which what is kept is not what there is. */
async function findDrifted(tx: Tx): Promise<Id[]> {
  const { rows } = await sql<{ project_id: Id }>`
    with counted as (
      select project_id as subject_id, count(*) as count from comments where deleted_at is null group by project_id
      union all
      select item_id, count(*) from comments where deleted_at is null and item_id is not null group by item_id
    ), drifted as (
      select coalesce(kept.subject_id, counted.subject_id) as subject_id
      from comment_counts as kept full join counted on counted.subject_id = kept.subject_id
      where coalesce(kept.count, 0) <> coalesce(counted.count, 0)
    )
    select id as project_id from projects where id in (select subject_id from drifted)
    union select project_id from project_items where id in (select subject_id from drifted)
    union select project_id from removed_items where id in (select subject_id from drifted)
    order by 1`.execute(tx)
  return rows.map(({ project_id }) => project_id)
}

function countAgain(projectId: Id): Command<null> {
  return async (context) => {
    const { tx, actor, now } = context
    await lockRows(tx, 'projects', [projectId])
    const subjects = await subjectsOf(tx, projectId)
    const kept = new Map(
      (
        await selectInChunks(subjects, (chunk) =>
          tx.selectFrom('comment_counts').selectAll().where('subject_id', 'in', chunk).execute(),
        )
      ).map((row) => [row.subject_id, row.count]),
    )
    const counted = await countOf(tx, projectId)
    const drifted = subjects.filter((id) => (kept.get(id) ?? 0) !== (counted.get(id) ?? 0))
    for (const chunk of chunks(drifted)) {
      await tx
        .insertInto('comment_counts')
        .values(chunk.map((id) => ({ subject_id: id, count: counted.get(id) ?? 0 })))
        .onConflict((conflict) =>
          conflict.column('subject_id').doUpdateSet(({ ref }) => ({ count: ref('excluded.count') })),
        )
        .execute()
      await tx
        .updateTable('project_items')
        .set(({ eb }) => ({
          revision: eb('revision', '+', 1),
          updated_at: now,
          updated_by_id: actor.id,
          updated_by_kind: actor.kind,
        }))
        .where('id', 'in', chunk)
        .execute()
    }
    const items = await itemsById(tx, drifted)
    return {
      body: null,
      events: itemEvents(context, items, ({ commentCount }) => ({ commentCount })),
      outbox: [countProjects.entry({ projectId })],
    }
  }
}

/** The project and all of its items, removed ones too. */
async function subjectsOf(tx: Tx, projectId: Id): Promise<Id[]> {
  const items = await tx
    .selectFrom('project_items')
    .select('id')
    .where('project_id', '=', projectId)
    .execute()
  const removed = await tx
    .selectFrom('removed_items')
    .select('id')
    .where('project_id', '=', projectId)
    .execute()
  return [projectId, ...items.map(({ id }) => id), ...removed.map(({ id }) => id)]
}

async function countOf(tx: Tx, projectId: Id): Promise<Map<Id, number>> {
  const rows = await tx
    .selectFrom('comments')
    .select(({ fn }) => ['item_id', fn.countAll<number>().as('count')])
    .where('project_id', '=', projectId)
    .where('deleted_at', 'is', null)
    .groupBy('item_id')
    .execute()
  const ofItems = rows.flatMap(({ item_id, count }) =>
    item_id === null ? [] : [[item_id, Number(count)] as const],
  )
  const total = rows.reduce((sum, { count }) => sum + Number(count), 0)
  return new Map([[projectId, total], ...ofItems])
}
