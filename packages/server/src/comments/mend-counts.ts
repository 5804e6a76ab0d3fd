/**
 * Puts right the counts of comments that are kept: a program of the version before, which may write beside this one,
 * knows nothing of them. Looks without a lock, and counts again under the project's.
 */
import type { Id, Language } from '@copydesk/contract'
import { sql } from 'kysely'
import type { Command } from '../command/command.ts'
import { systemActor } from '../command/system-actor.ts'
import { itemEvents } from '../projects/items/events.ts'
import { itemsById } from '../projects/items/queries.ts'
import { countProjects } from '../projects/project/count-projects.ts'
import type { Services } from '../services.ts'
import { chunks, selectInChunks } from '../storage/chunks.ts'
import { lockRows } from '../storage/lock.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'

/** Counts again where that is needed; in how many projects and texts it was. */
export async function mendCommentCounts({
  storage,
  runner,
}: Pick<Services, 'storage' | 'runner'>): Promise<number> {
  const { projectIds, texts } = await storage.read(findDrifted)
  for (const projectId of projectIds) await runner.run({ actor: systemActor }, countAgain(projectId))
  for (const text of texts) await runner.run({ actor: systemActor }, countTextAgain(text))
  return projectIds.length + texts.length
}

/** A content item in one language. */
interface Text {
  contentId: Id
  language: Language
}

/** Where what is kept is not what there is. */
async function findDrifted(tx: Tx): Promise<{ projectIds: Id[]; texts: Text[] }> {
  const { rows } = await sql<{ project_id: Id | null; subject_id: string }>`
    with counted as (
      select project_id as subject_id, count(*) as count from comments
      where deleted_at is null and project_id is not null group by project_id
      union all
      select item_id, count(*) from comments where deleted_at is null and item_id is not null group by item_id
      union all
      select content_id || ':' || language, count(*) from comments
      where deleted_at is null and project_id is null group by content_id, language
    ), drifted as (
      select coalesce(kept.subject_id, counted.subject_id) as subject_id
      from comment_counts as kept full join counted on counted.subject_id = kept.subject_id
      where coalesce(kept.count, 0) <> coalesce(counted.count, 0)
    )
    select distinct coalesce(project.id, item.project_id, about.project_id) as project_id,
      case when drifted.subject_id like '%:%' then drifted.subject_id else '' end as subject_id
    from drifted
    left join projects as project on project.id = drifted.subject_id
    left join project_items as item on item.id = drifted.subject_id
    left join comments as about on about.item_id = drifted.subject_id
    order by 1, 2`.execute(tx)
  return {
    projectIds: [...new Set(rows.flatMap(({ project_id }) => project_id ?? []))],
    texts: rows.flatMap(({ subject_id }) => {
      const [contentId = '', language = ''] = subject_id.split(':')
      return language === '' ? [] : [{ contentId, language }]
    }),
  }
}

/** Who has the threads open is told with the next comment, and whoever opens them sees it. */
function countTextAgain({ contentId, language }: Text): Command<null> {
  return async ({ tx }) => {
    await lockRows(tx, 'content_items', [contentId])
    const row = await tx
      .selectFrom('comments')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('content_id', '=', contentId)
      .where('language', '=', language)
      .where('project_id', 'is', null)
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow()
    await keepCounts(tx, [{ subject_id: `${contentId}:${language}`, count: Number(row.count) }])
    return { body: null, events: [] }
  }
}

function keepCounts(tx: Tx, counts: Row<'comment_counts'>[]): Promise<unknown> {
  return tx
    .insertInto('comment_counts')
    .values(counts)
    .onConflict((conflict) =>
      conflict.column('subject_id').doUpdateSet(({ ref }) => ({ count: ref('excluded.count') })),
    )
    .execute()
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
      await keepCounts(
        tx,
        chunk.map((id) => ({ subject_id: id, count: counted.get(id) ?? 0 })),
      )
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

/** The project, its items and those that comments are on, which may have left. */
async function subjectsOf(tx: Tx, projectId: Id): Promise<Id[]> {
  const items = await tx
    .selectFrom('project_items')
    .select('id')
    .where('project_id', '=', projectId)
    .union(
      tx
        .selectFrom('comments')
        .select(({ ref }) => ref('item_id').$castTo<Id>().as('id'))
        .where('project_id', '=', projectId)
        .where('item_id', 'is not', null),
    )
    .execute()
  return [projectId, ...items.map(({ id }) => id)]
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
