/**
 * Takes back what one run of an import did to some content items, whose rows are locked:
 *
 *     an item that it made ──────► the trash, from where a later run brings it back
 *     a draft that it made ──────► gone: its text is in the folder
 *     a draft that it changed ───► its earlier text
 *     whatever somebody changed, moved or put into a project since, or what is hidden ─► named, and left as it is
 */
import { channels, type Id, type LeftText } from '@copydesk/contract'
import { type CommandContext, event } from '../command/command.ts'
import { writeContent } from '../content/bulk.ts'
import { fieldsFrom } from '../content/fields.ts'
import { contentSummaries } from '../content/rows.ts'
import { tellContentList } from '../content/tell-content-list.ts'
import type { VersionEdit } from '../content/touch.ts'
import { touchContent } from '../content/touch.ts'
import { noSight } from '../projects/members/sight.ts'
import { chunks, selectInChunks } from '../storage/chunks.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { deletedNow } from '../trash/marks.ts'
import { purgeEntry } from '../trash/purge.ts'
import { trashChanged } from '../trash/tell-trash.ts'
import { forgetTexts, type RememberedText, rememberTexts } from './memory.ts'
import { rebaseEarlierRuns } from './runs.ts'

type Change = Row<'import_changes'>

/** What became of it. */
export interface TakenBack {
  trashed: number
  removed: number
  restored: number
  left: LeftText[]
}

/** `changes` of the run by content; `hidden` are versions that whoever takes it back does not see. */
export async function takeBack(
  context: CommandContext,
  changes: ReadonlyMap<Id, readonly Change[]>,
  hidden: ReadonlySet<Id>,
  trashDays: number,
): Promise<{ counts: TakenBack; events: ChannelEvent[] }> {
  const { tx } = context
  const contentIds = [...changes.keys()]
  const versions = Map.groupBy(await versionsNow(tx, contentIds), (version) => version.content_id)
  const counts: TakenBack = { trashed: 0, removed: 0, restored: 0, left: [] }
  const trashed: Id[] = []
  const removed: Change[] = []
  const restored: Change[] = []
  for (const [contentId, own] of changes) {
    const there = new Map((versions.get(contentId) ?? []).map((version) => [version.id, version]))
    const isSame = (change: Change) => {
      const version = there.get(change.version_id)
      return version !== undefined && isUntouched(version, change) && !hidden.has(version.id)
    }
    const isNew = own.some(({ kind }) => kind === 'content')
    if (isNew && there.size === own.length && own.every(isSame)) {
      trashed.push(contentId)
      continue
    }
    for (const change of own) {
      const version = there.get(change.version_id)
      if (version === undefined) continue
      if (isNew || !isSame(change)) {
        const title = hidden.has(version.id) ? null : version.title
        counts.left.push({ contentId, title, language: version.language })
      } else (change.kind === 'edit' ? restored : removed).push(change)
    }
  }
  await removeVersions(tx, removed)
  await bringMemoryBack(tx, [...removed, ...restored])
  const edits = restored.map(({ version_id, title, body, fields }): VersionEdit => {
    return {
      versionId: version_id,
      title: title ?? undefined,
      body: body ?? undefined,
      fields: fieldsFrom(fields),
    }
  })
  await touchContent(
    context,
    removed.map((change) => change.content_id),
  )
  const { events } = await writeContent(context, { edits })
  await rebaseEarlierRuns(tx, restored)
  const told = await withRemoved(context, events, removed)
  counts.trashed = trashed.length
  counts.removed = removed.length
  counts.restored = restored.length
  return { counts, events: [...told, ...(await putIntoTrash(context, trashed, trashDays))] }
}

/** Of items that are not deleted. */
async function versionsNow(tx: Tx, contentIds: readonly Id[]) {
  return selectInChunks([...contentIds], (chunk) =>
    tx
      .selectFrom('versions as version')
      .innerJoin('content_items as content', 'content.id', 'version.content_id')
      .leftJoin('project_items as item', (join) =>
        join.onRef('item.version_id', '=', 'version.id').on('item.action', '=', 'publish'),
      )
      .select(['version.id', 'version.content_id', 'version.language', 'version.title'])
      .select(['version.status', 'version.text_revision', 'item.id as item_id'])
      .select(({ selectFrom }) =>
        selectFrom('removed_items as away')
          .select(({ fn }) => fn.min('away.id').as('id'))
          .whereRef('away.version_id', '=', 'version.id')
          .as('away_id'),
      )
      .where('version.content_id', 'in', chunk)
      .where('content.deleted_at', 'is', null)
      .execute(),
  )
}

type VersionNow = Awaited<ReturnType<typeof versionsNow>>[number]

/**
 * A text that was changed may stay in its project; what is new there is somebody's work by then. So is a draft that was
 * taken out of one, where it may be put back; an item in the trash cannot be.
 */
function isUntouched({ status, text_revision, item_id, away_id }: VersionNow, change: Change): boolean {
  const isAway = change.kind !== 'content' && away_id !== null
  const isFree = change.kind === 'edit' || (item_id === null && !isAway)
  return status === 'draft' && text_revision === change.text_revision && isFree
}

const texts = ['version_bodies', 'version_references', 'version_editors', 'kept_texts'] as const

async function removeVersions(tx: Tx, changes: readonly Change[]): Promise<void> {
  for (const ids of chunks(changes.map((change) => change.version_id))) {
    // Schedules that were cancelled too: one that counts would keep the version from being a draft.
    for (const table of [...texts, 'schedules'] as const) {
      await tx.deleteFrom(table).where('version_id', 'in', ids).execute()
    }
    await tx.deleteFrom('versions').where('id', 'in', ids).execute()
  }
}

/** So that a later run finds the files changed again. */
async function bringMemoryBack(tx: Tx, changes: readonly Change[]): Promise<void> {
  await forgetTexts(
    tx,
    changes.map(({ content_id: contentId, language }) => ({ contentId, language })),
  )
  await rememberTexts(
    tx,
    changes.flatMap(({ remembered }) =>
      remembered === null ? [] : [JSON.parse(remembered) as RememberedText],
    ),
  )
}

/** One event for each item: that of its edits, with what is gone, or one of its own. */
async function withRemoved(
  context: CommandContext,
  events: readonly ChannelEvent[],
  removed: readonly Change[],
): Promise<ChannelEvent[]> {
  const gone = Map.groupBy(removed, (change) => change.content_id)
  const told = events.map((one): ChannelEvent => {
    if (one.event.type !== 'version.changed') return one
    const own = gone.get(one.event.content.id)
    if (own === undefined) return one
    gone.delete(one.event.content.id)
    return { ...one, event: { ...one.event, removedIds: own.map((change) => change.version_id) } }
  })
  const contents = await contentSummaries(context.tx, [...gone.keys()], noSight)
  if (gone.size > 0) {
    context.enqueue([tellContentList.entry({ actor: context.actor, contentIds: [...gone.keys()] })])
  }
  return [
    ...told,
    ...contents.map((content) => ({
      channel: channels.content(content.id),
      event: event(context, 'version.changed', {
        content,
        versions: [],
        removedIds: (gone.get(content.id) ?? []).map((change) => change.version_id),
      }),
    })),
  ]
}

async function putIntoTrash(
  context: CommandContext,
  contentIds: readonly Id[],
  trashDays: number,
): Promise<ChannelEvent[]> {
  if (contentIds.length === 0) return []
  const { tx, actor } = context
  const marks = deletedNow(context, trashDays)
  await touchContent(context, contentIds)
  for (const chunk of chunks(contentIds)) {
    await tx.updateTable('content_items').set(marks).where('id', 'in', chunk).execute()
    // A later run finds these files new, and brings their items back.
    await tx.deleteFrom('import_texts').where('content_id', 'in', chunk).execute()
  }
  context.enqueue([
    tellContentList.entry({ actor, contentIds: [...contentIds] }),
    ...contentIds.map((id) => purgeEntry('content', id, marks.purge_at)),
  ])
  return [
    ...contentIds.map((contentId) => ({
      channel: channels.content(contentId),
      event: event(context, 'content.deleted', { contentId }),
    })),
    trashChanged(context, false),
  ]
}
