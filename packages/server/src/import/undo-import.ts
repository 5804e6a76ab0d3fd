/**
 * Takes back the last run of an import, for as long as the trash keeps what it brought in: from the command line, and for
 * administrators over HTTP. In short transactions, as an import; what a run did is forgotten with each of them, so one
 * that was cut off goes on where it was.
 */
import type { Id, ImportTakenBack, Language } from '@copydesk/contract'
import type { Command, CommandContext } from '../command/command.ts'
import { instant } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { systemActor } from '../command/system-actor.ts'
import { requireRight, viewerOf } from '../command/viewer.ts'
import { lockTexts } from '../content/door.ts'
import { hiddenAmong, sightOf } from '../projects/members/sight.ts'
import type { Services } from '../services.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { ImportRefusedError } from './import-refused-error.ts'
import { dayMs, lastRun } from './runs.ts'
import { findSource } from './source.ts'
import { takeBack } from './take-back.ts'

/** Items that one transaction takes back. */
const itemsAtOnce = 50

export interface UndoSummary {
  name: string
  /** When the run began, in milliseconds since 1970. */
  startedAt: number
  trashed: number
  removed: number
  restored: number
  /** Texts that were changed since, by title. */
  left: { title: string | null; language: Language }[]
}

/** All of it. Throws ImportRefusedError where there is no run to take back, or its time is over. */
export async function undoImport(
  services: Pick<Services, 'storage' | 'runner' | 'settings' | 'now'>,
  { folder, name }: { folder: string; name?: string | undefined },
): Promise<UndoSummary> {
  const { storage, runner, settings, now } = services
  const origin = await findSource(folder, name)
  const run = await storage.read((tx) => lastRun(tx, origin.source))
  if (run === undefined) throw new ImportRefusedError(`There is no import of "${origin.name}" to take back.`)
  if (now() >= run.started_at + settings.trashDays * dayMs) {
    throw new ImportRefusedError(
      `The last import of "${origin.name}" is more than ${settings.trashDays} days ago.`,
    )
  }
  const summary: UndoSummary = {
    ...{ name: origin.name, startedAt: run.started_at },
    ...{ trashed: 0, removed: 0, restored: 0, left: [] },
  }
  for (let remaining = 1; remaining > 0; ) {
    const { body } = await runner.run({ actor: systemActor }, (context) =>
      takeBackPart(context, run.id, nothing, settings.trashDays),
    )
    summary.trashed += body.trashed
    summary.removed += body.removed
    summary.restored += body.restored
    summary.left.push(...body.left)
    remaining = body.remaining
  }
  return summary
}

/**
 * A part of it, for administrators; what private projects hidden from them hold is left. The import that made it takes it
 * back, so a later one brings it in again. Throws `not_found`, `forbidden`, `gone` or `import_not_last`.
 */
export function undoPartOf(id: Id, trashDays: number): Command<ImportTakenBack> {
  return async (context) => {
    const { tx, now } = context
    const viewer = await viewerOf(context)
    requireRight(viewer, 'site.manage')
    const run = await tx
      .selectFrom('import_runs')
      .selectAll()
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (run === undefined) throw new Refusal('not_found', 'There is no import with this id.')
    if (run.undone_at !== null) throw new Refusal('gone', `It was taken back on ${instant(run.undone_at)}.`)
    if (now >= run.started_at + trashDays * dayMs) {
      throw new Refusal('gone', `It is more than ${trashDays} days ago.`)
    }
    if ((await lastRun(tx, run.source))?.id !== id) throw new Refusal('import_not_last')
    const hiddenOf: HiddenOf = async (versionIds) => hiddenAmong(tx, versionIds, await sightOf(tx, viewer))
    return takeBackPart({ ...context, actor: systemActor }, id, hiddenOf, trashDays)
  }
}

/** Which of these versions whoever takes them back does not see; asked once they are locked. */
type HiddenOf = (versionIds: readonly Id[]) => Promise<ReadonlySet<Id>>

const nothing: HiddenOf = async () => new Set()

async function takeBackPart(
  context: CommandContext,
  runId: Id,
  hiddenOf: HiddenOf,
  trashDays: number,
): Promise<{ body: ImportTakenBack; events: ChannelEvent[] }> {
  const { tx, now } = context
  const contentIds = await nextOf(tx, runId)
  await lockTexts(tx, contentIds)
  const changes = await changesOf(tx, runId, contentIds)
  const byContent = Map.groupBy(changes, (change) => change.content_id)
  const hidden = await hiddenOf(changes.map((change) => change.version_id))
  const { counts, events } = await takeBack(context, byContent, hidden, trashDays)
  if (contentIds.length > 0) {
    await tx
      .deleteFrom('import_changes')
      .where('run_id', '=', runId)
      .where('content_id', 'in', contentIds)
      .execute()
  }
  const remaining = await countContents(tx, runId)
  if (remaining === 0) {
    await tx.updateTable('import_runs').set({ undone_at: now }).where('id', '=', runId).execute()
  }
  return { body: { ...counts, remaining }, events }
}

async function nextOf(tx: Tx, runId: Id): Promise<Id[]> {
  const rows = await tx
    .selectFrom('import_changes')
    .select('content_id')
    .distinct()
    .where('run_id', '=', runId)
    .orderBy('content_id')
    .limit(itemsAtOnce)
    .execute()
  return rows.map((row) => row.content_id)
}

async function changesOf(tx: Tx, runId: Id, contentIds: readonly Id[]): Promise<Row<'import_changes'>[]> {
  if (contentIds.length === 0) return []
  return tx
    .selectFrom('import_changes')
    .selectAll()
    .where('run_id', '=', runId)
    .where('content_id', 'in', contentIds)
    .orderBy('content_id')
    .orderBy('version_id')
    .execute()
}

async function countContents(tx: Tx, runId: Id): Promise<number> {
  const row = await tx
    .selectFrom('import_changes')
    .select(({ fn }) => fn.count<number>('content_id').distinct().as('count'))
    .where('run_id', '=', runId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
