/**
 * Content in bulk within one command, for the import and whatever else brings content in: all the changes with one
 * event per channel. Checks neither roles nor statuses; its callers do.
 */
import type { Id, ItemChange, ProjectItem } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { itemEvents, touchItemsOf } from '../projects/items/events.ts'
import { itemsOfVersions } from '../projects/items/queries.ts'
import { countProjects } from '../projects/project/count-projects.ts'
import { tellAsked, tellEditor } from '../projects/review/tell-asked.ts'
import { askAgain, voidByEdit } from '../projects/review/void.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import type { Tx } from '../storage/storage.ts'
import { editEvents } from './events.ts'
import {
  type InsertedContent,
  insertContent,
  insertVersions,
  type NewContent,
  type NewVersion,
} from './insert.ts'
import { editVersions, touchContentOf, type VersionEdit } from './touch.ts'

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
  await touchContentOf(context, [...insertedVersions.map(({ id }) => id), ...editedIds])
  await touchItemsOf(context, editedIds)
  const versionIds = insertedVersions.map((version) => version.id)
  const edited = await itemsOfVersions(context.tx, editedIds)
  const recounted = edited.filter(({ versionId }) => before.get(versionId)?.status === 'rejected')
  context.enqueue(recounted.map(({ projectId }) => countProjects.entry({ projectId })))
  const isInReview = (versionId: Id) => before.get(versionId)?.status === 'in_review'
  await tellAsked(context, editedIds.filter(isInReview))
  await tellEditor(context, [...editedIds, ...versionIds])
  const told = itemEvents(context, edited, whatChanges)
  const ofContent = await editEvents(context, [
    ...insertedContents.flatMap((content) => content.versionIds),
    ...versionIds,
    ...editedIds,
  ])
  const events = [...ofContent, ...told]
  const held = new Set(edited.map(({ versionId }) => versionId))
  const alone = [...before.values()].filter(({ id }) => !held.has(id))
  context.enqueue(askAgain(context, { items: edited, alone }, voided, events))
  return { contents: insertedContents, versionIds, events }
}

/** Of those that are edited: one that was rejected is a draft again by it. */
async function readBefore(tx: Tx, versionIds: readonly Id[]) {
  const rows = await selectInChunks(versionIds, (chunk) =>
    tx
      .selectFrom('versions')
      .select(['id', 'content_id as contentId', 'status'])
      .where('id', 'in', chunk)
      .execute(),
  )
  return new Map(rows.map((row) => [row.id, row]))
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
