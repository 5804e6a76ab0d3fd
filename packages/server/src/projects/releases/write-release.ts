/** The rows of a release, written in the transaction that publishes: what it did, and what was live before. */
import type { Id, ItemAction, Language, Release } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { chunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import { checkSchedules } from '../schedules/ask-for-checks.ts'
import { presentRelease } from './present.ts'
import { listRelease } from './tell-releases.ts'

/** What happened to one item. */
export interface ReleaseEntry {
  itemId: Id | null
  contentId: Id
  language: Language
  action: ItemAction
  versionId: Id
  baseVersionId: Id | null
  previousVersionId: Id | null
  isReplacement: boolean
}

/** Writes a release that is done: all of it is in this one transaction. Without a project: of a version by itself. */
export async function writeRelease(
  context: CommandContext,
  { projectId, note, scheduleId }: { projectId: Id | null; note: string; scheduleId: Id | null },
  entries: readonly ReleaseEntry[],
): Promise<Release> {
  const { tx, actor, now, newId, enqueue } = context
  const release: Row<'releases'> = {
    id: newId(),
    revision: 1,
    project_id: projectId,
    state: 'done',
    note,
    published_count: entries.filter(({ action }) => action === 'publish').length,
    taken_down_count: entries.filter(({ action }) => action === 'unpublish').length,
    started_by_id: actor.id,
    started_by_kind: actor.kind,
    started_at: now,
    finished_at: now,
    schedule_id: scheduleId,
    revert_project_id: null,
    reverted_by_id: null,
  }
  await tx.insertInto('releases').values(release).execute()
  const rows = entries.map(
    (entry): Row<'release_items'> => ({
      id: newId(),
      release_id: release.id,
      item_id: entry.itemId,
      content_id: entry.contentId,
      language: entry.language,
      action: entry.action,
      version_id: entry.versionId,
      base_version_id: entry.baseVersionId,
      previous_version_id: entry.previousVersionId,
      replaced: entry.isReplacement ? 1 : 0,
    }),
  )
  for (const chunk of chunks(rows)) await tx.insertInto('release_items').values(chunk).execute()
  listRelease(context, release.id)
  // What went live or was taken down may be in the way of what is scheduled.
  enqueue(await checkSchedules(tx))
  return presentRelease(release)
}
