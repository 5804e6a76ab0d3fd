/**
 * What a run of an import wrote, kept with what was there before for as long as the run can be taken back. Written in the
 * transaction of each batch, so that a run that was cut off can be taken back too.
 */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import type { ContentWritten } from '../content/bulk.ts'
import type { Services } from '../services.ts'
import { chunks, selectInChunks } from '../storage/chunks.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { type RememberedText, textsOfItems } from './memory.ts'
import { placeOf } from './pending-text.ts'
import type { BatchPlan, ImportOrigin } from './plan-batch.ts'

/** The days that a run can be taken back for are those of the trash. */
export const dayMs = 24 * 60 * 60 * 1000

/** A run that may write something. */
export interface ImportRun extends ImportOrigin {
  id: Id
}

/** What the edits of a plan are about to replace, and what was remembered of its texts. */
export interface BeforeBatch {
  texts: Map<Id, Pick<Row<'import_changes'>, 'title' | 'body' | 'fields'>>
  remembered: Map<string, RememberedText>
}

export async function readBeforeBatch(tx: Tx, plan: BatchPlan): Promise<BeforeBatch> {
  const edited = await selectInChunks(
    plan.edits.map(({ versionId }) => versionId),
    (chunk) =>
      tx
        .selectFrom('versions as version')
        .innerJoin('version_bodies as text', 'text.version_id', 'version.id')
        .select(['version.id', 'version.title', 'text.body', 'text.fields'])
        .where('version.id', 'in', chunk)
        .execute(),
  )
  const remembered = await textsOfItems(tx, [...new Set(plan.remember.map(({ contentId }) => contentId))])
  return {
    texts: new Map(edited.map(({ id, ...text }) => [id, text])),
    remembered: new Map(remembered.map((text) => [placeOf(text.contentId, text.language), text])),
  }
}

/** Writes down what a batch did. */
export async function recordBatch(
  context: CommandContext,
  run: ImportRun,
  plan: BatchPlan,
  written: ContentWritten,
  before: BeforeBatch,
): Promise<void> {
  const { tx } = context
  const kinds = new Map<Id, Row<'import_changes'>['kind']>([
    ...written.contents.flatMap(({ versionIds }) => versionIds.map((id) => [id, 'content'] as const)),
    ...written.versionIds.map((id) => [id, 'version'] as const),
    ...plan.edits.map(({ versionId }) => [versionId, 'edit'] as const),
  ])
  if (kinds.size === 0) return
  await insertRun(context, run)
  const versions = await selectInChunks([...kinds.keys()], (chunk) =>
    tx
      .selectFrom('versions')
      .select(['id', 'content_id', 'language', 'text_revision'])
      .where('id', 'in', chunk)
      .execute(),
  )
  const rows = versions.map(({ id, content_id, language, text_revision }): Row<'import_changes'> => {
    const last = before.remembered.get(placeOf(content_id, language))
    return {
      ...{ run_id: run.id, version_id: id, content_id, language, text_revision },
      kind: kinds.get(id) ?? 'edit',
      ...(before.texts.get(id) ?? { title: null, body: null, fields: null }),
      remembered: last === undefined ? null : JSON.stringify(last),
    }
  })
  await insertChanges(tx, rows)
}

/** Writes down that these items came in with the run, whatever they were before. */
export async function recordContents(
  context: CommandContext,
  run: ImportRun,
  contentIds: readonly Id[],
): Promise<void> {
  await insertRun(context, run)
  const versions = await selectInChunks([...contentIds], (chunk) =>
    context.tx
      .selectFrom('versions')
      .select(['id as version_id', 'content_id', 'language', 'text_revision'])
      .where('content_id', 'in', chunk)
      .execute(),
  )
  const nothing = { title: null, body: null, fields: null, remembered: null }
  await insertChanges(
    context.tx,
    versions.map((version) => ({ run_id: run.id, kind: 'content', ...version, ...nothing })),
  )
}

/**
 * What this run wrote is taken back from these versions: earlier runs know them as untouched again, where the text is
 * what they wrote.
 */
export async function rebaseEarlierRuns(
  tx: Tx,
  changes: readonly Pick<Row<'import_changes'>, 'run_id' | 'version_id' | 'text_revision'>[],
): Promise<void> {
  for (const { run_id, version_id, text_revision } of changes) {
    await tx
      .updateTable('import_changes')
      // Taking it back was an edit too.
      .set({ text_revision: text_revision + 1 })
      .where('version_id', '=', version_id)
      .where('run_id', '<>', run_id)
      .where('text_revision', '=', text_revision - 1)
      .execute()
  }
}

async function insertRun({ tx, now }: CommandContext, { id, source, folder }: ImportRun): Promise<void> {
  await tx
    .insertInto('import_runs')
    .values({ id, source, folder, started_at: now, undone_at: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

async function insertChanges(tx: Tx, rows: readonly Row<'import_changes'>[]): Promise<void> {
  for (const chunk of chunks(rows)) {
    // A text that one run wrote twice goes back to what it was before the first time.
    await tx
      .insertInto('import_changes')
      .values(chunk)
      .onConflict((conflict) =>
        conflict
          .columns(['run_id', 'version_id'])
          .doUpdateSet((of) => ({ text_revision: of.ref('excluded.text_revision') })),
      )
      .execute()
  }
}

/** Removes what is too old to be taken back. */
export async function forgetOldRuns({
  storage,
  settings,
  now,
}: Pick<Services, 'storage' | 'settings' | 'now'>): Promise<void> {
  await storage.write(async (tx) => {
    const old = tx
      .selectFrom('import_runs')
      .select('id')
      .where('started_at', '<=', now() - settings.trashDays * dayMs)
    await tx.deleteFrom('import_changes').where('run_id', 'in', old).execute()
    await tx.deleteFrom('import_runs').where('id', 'in', old).execute()
  })
}

/** The last run of a source that was not taken back; undefined: there is none. */
export function lastRun(tx: Tx, source: string): Promise<Row<'import_runs'> | undefined> {
  return tx
    .selectFrom('import_runs')
    .selectAll()
    .where('source', '=', source)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
