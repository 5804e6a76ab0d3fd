/**
 * Content in bulk within one command, for the import and whatever else brings content in: all the changes with one
 * event per channel. Checks neither roles nor statuses; its callers do.
 */
import type { Id, ItemChange, ProjectItem } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { itemEvents, touchItemsOf } from '../projects/items/events.ts'
import { itemsOfVersions } from '../projects/items/queries.ts'
import { countProjects } from '../projects/project/count-projects.ts'
import { tellAskedOfItems, tellEditor } from '../projects/review/tell-asked.ts'
import { askAgain, voidByEdit } from '../projects/review/void.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import type { Tx } from '../storage/storage.ts'
import { contentEvents } from './events.ts'
import {
  type InsertedContent,
  insertContent,
  insertVersions,
  type NewContent,
  type NewVersion,
} from './insert.ts'
import { editVersions, touchContent, type VersionEdit } from './touch.ts'

/** Everything that is to be written in one command. */
export interface ContentWrites {
  contents?: readonly NewContent[]
  versions?: readonly NewVersion[]
  edits?: readonly VersionEdit[]
}

export interface ContentWritten {
  /** In the order of `contents`. */
  contents: InsertedContent[]
  /** In the order of `versions`. */
  versionIds: Id[]
  /** At most one per channel; together they are all that the outcome of the command must carry. */
  events: ChannelEvent[]
}

/** Writes it all and says what is to be published. */
export async function writeContent(
  context: CommandContext,
  { contents = [], versions = [], edits = [] }: ContentWrites,
): Promise<ContentWritten> {
  const insertedContents = await insertContent(context, contents)
  const insertedVersions = await insertVersions(context, versions)
  const editedIds = edits.map((edit) => edit.versionId)
  const before = await readBefore(context.tx, editedIds)
  await editVersions(context, edits)
  const voided = await voidByEdit(context, editedIds)
  const editedContentIds = await contentIdsOf(context.tx, editedIds)
  await touchContent(context, [...insertedVersions.map((version) => version.contentId), ...editedContentIds])
  await touchItemsOf(context, editedIds)
  const versionIds = insertedVersions.map((version) => version.id)
  const edited = await itemsOfVersions(context.tx, editedIds)
  const recounted = edited.filter(({ versionId }) => before.get(versionId)?.status === 'rejected')
  context.enqueue(recounted.map(({ projectId }) => countProjects.entry({ projectId })))
  const renamed = edited.filter(({ versionId, title }) => title !== before.get(versionId)?.title)
  await tellAskedOfItems(context, renamed)
  await tellEditor(context, [...editedIds, ...versionIds])
  const told = itemEvents(context, edited, whatChanges)
  context.enqueue(askAgain(context, edited, voided, told))
  return {
    contents: insertedContents,
    versionIds,
    events: [
      ...(await contentEvents(context, [
        ...insertedContents.flatMap((content) => content.versionIds),
        ...versionIds,
        ...editedIds,
      ])),
      ...told,
    ],
  }
}

/** What lists show of those that are edited: one that was rejected is a draft again by it. */
async function readBefore(tx: Tx, versionIds: readonly Id[]) {
  const rows = await selectInChunks(versionIds, (chunk) =>
    tx.selectFrom('versions').select(['id', 'title', 'status']).where('id', 'in', chunk).execute(),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

async function contentIdsOf(tx: Tx, versionIds: readonly Id[]): Promise<Id[]> {
  const rows = await selectInChunks(versionIds, (chunk) =>
    tx.selectFrom('versions').select('content_id').where('id', 'in', chunk).execute(),
  )
  return rows.map((row) => row.content_id)
}

/** Of an item by an edit of the text that it holds; a rebase changes more than the words. */
function whatChanges({
  title,
  status,
  rejection,
  approvals,
  baseVersionId,
}: ProjectItem): Partial<ItemChange> {
  return { title, status, rejection, approvals, baseVersionId }
}
