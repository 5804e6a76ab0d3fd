/** The imports that can be taken back: of each source the last run, for as long as the trash keeps things. */
import type { ImportRun, Page } from '@copydesk/contract'
import { instant } from '../command/command.ts'
import { requireRight, type Viewer } from '../command/viewer.ts'
import type { Tx } from '../storage/storage.ts'
import { dayMs } from './runs.ts'

/** Newest first. Throws `forbidden` for anybody but administrators. */
export async function listImports(
  tx: Tx,
  viewer: Viewer,
  { now, trashDays }: { now: number; trashDays: number },
): Promise<Page<ImportRun>> {
  requireRight(viewer, 'site.manage')
  const runs = await tx
    .selectFrom('import_runs')
    .selectAll()
    .where('undone_at', 'is', null)
    .where('started_at', '>', now - trashDays * dayMs)
    .orderBy('id', 'desc')
    .execute()
  const last = [...Map.groupBy(runs, (run) => run.source).values()].flatMap(([run]) => run ?? [])
  const data: ImportRun[] = []
  for (const { id, source, started_at } of last) {
    const kinds = await tx
      .selectFrom('import_changes')
      .select(({ fn }) => [
        'kind',
        fn.count<number>('content_id').distinct().as('contents'),
        fn.count<number>('version_id').as('versions'),
      ])
      .where('run_id', '=', id)
      .groupBy('kind')
      .execute()
    const touched = await tx
      .selectFrom('import_changes')
      .select(({ fn }) => fn.count<number>('content_id').distinct().as('count'))
      .where('run_id', '=', id)
      .executeTakeFirstOrThrow()
    const of = new Map(kinds.map((row) => [row.kind, row]))
    data.push({
      id,
      name: source.slice(source.indexOf(':') + 1),
      startedAt: instant(started_at),
      undoableUntil: instant(started_at + trashDays * dayMs),
      contents: Number(of.get('content')?.contents ?? 0),
      drafts: Number(of.get('version')?.versions ?? 0),
      edits: Number(of.get('edit')?.versions ?? 0),
      remaining: Number(touched.count),
    })
  }
  return { data, nextCursor: null }
}
