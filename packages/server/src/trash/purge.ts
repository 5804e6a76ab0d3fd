/**
 * What leaves the trash for good. The rows of items, versions and projects stay, since releases, comments and addresses
 * name them; what was written is gone: texts and their titles, unless they went live once, comments, tasks, activity.
 */
import type { Id, TrashKind } from '@copydesk/contract'
import { trashKinds } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { sql } from 'kysely'
import { z } from 'zod'
import type { CommandContext, Outcome } from '../command/command.ts'
import { nothingPending, type OutboxEntry } from '../command/outbox.ts'
import { followUp } from '../command/work.ts'
import { purgeProjectComments, purgeTextComments } from '../comments/purge.ts'
import { withheldContent } from '../content/rows.ts'
import { chunks } from '../storage/chunks.ts'
import { lockRows } from '../storage/lock.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { trashChanged } from './tell-trash.ts'

/** One at a time, so that locks are taken in their order. */
export const purgeTrash = followUp({
  name: 'purge-trash',
  lane: 'bulk',
  payload: z.object({ kind: z.enum(trashKinds), id }),
  batchSize: 1,
  work: async (context, [payload]) => {
    if (payload === undefined) return { events: [] }
    return payload.kind === 'content'
      ? purgeDueContent(context, payload.id)
      : purgeDueProject(context, payload.id)
  },
})

/** The work that ends the time of something in the trash; what is deleted again begins a new one. */
export function purgeEntry(kind: TrashKind, contentOrProjectId: Id, purgeAt: number) {
  return purgeTrash.entry({ kind, id: contentOrProjectId }, { key: contentOrProjectId, dueAt: purgeAt })
}

/** The work of what is past its time and waits for none: that failed for good, or was discarded. */
export async function overduePurges(tx: Tx, now: number, atMost: number): Promise<OutboxEntry[]> {
  const overdue = (table: 'content_items' | 'projects') =>
    tx
      .selectFrom<'content_items' | 'projects'>(table)
      .select(['id', 'purge_at'])
      .where('deleted_at', 'is not', null)
      .where('purged_at', 'is', null)
      .where('purge_at', '<=', now)
      .where(nothingPending(purgeTrash, sql.ref(`${table}.id`)))
      .limit(atMost)
      .execute()
  const [content, projects] = [await overdue('content_items'), await overdue('projects')]
  return [
    ...content.map(({ id, purge_at }) => purgeEntry('content', id, purge_at ?? now)),
    ...projects.map(({ id, purge_at }) => purgeEntry('project', id, purge_at ?? now)),
  ]
}

async function purgeDueContent(context: CommandContext, contentId: Id): Promise<Outcome<null>> {
  const [row] = await lockRows(context.tx, 'content_items', [contentId])
  return row !== undefined && isDue(row, context.now) ? purgeContent(context, row) : nothing
}

async function purgeDueProject(context: CommandContext, projectId: Id): Promise<Outcome<null>> {
  const [row] = await lockRows(context.tx, 'projects', [projectId])
  return row !== undefined && isDue(row, context.now) ? purgeProject(context, row) : nothing
}

const nothing: Outcome<null> = { body: null, events: [] }

type Marks = Pick<Row<'projects'>, 'deleted_at' | 'purge_at' | 'purged_at'>

function isDue({ deleted_at, purge_at, purged_at }: Marks, now: number): boolean {
  return deleted_at !== null && purged_at === null && purge_at !== null && purge_at <= now
}

/** Of an item that is locked and deleted. */
export async function purgeContent(
  context: CommandContext,
  { id: contentId, deleted_by_kind }: Row<'content_items'>,
): Promise<Outcome<null>> {
  const { tx, now } = context
  const isPrivate = (await withheldContent(tx, [contentId])).has(contentId)
  const versions = await tx.selectFrom('versions').select('id').where('content_id', '=', contentId).execute()
  for (const versionIds of chunks(versions.map((version) => version.id))) {
    await purgeTexts(tx, versionIds)
  }
  // Of threads on its texts by themselves; those in projects are the projects'.
  await purgeTextComments(tx, contentId)
  await tx.deleteFrom('approvals').where('content_id', '=', contentId).execute()
  await tx.deleteFrom('reviews').where('content_id', '=', contentId).execute()
  await tx.deleteFrom('import_texts').where('content_id', '=', contentId).execute()
  // What a person deleted does not come back with the next run of its import.
  const isForgotten = deleted_by_kind === 'system'
  if (isForgotten) await tx.deleteFrom('import_items').where('content_id', '=', contentId).execute()
  await tx
    .updateTable('content_items')
    .set((of) => ({
      purged_at: now,
      revision: of('revision', '+', 1),
      ...(isForgotten ? { source: null, external_id: null } : {}),
    }))
    .where('id', '=', contentId)
    .execute()
  return { status: 204, body: null, events: [trashChanged(context, isPrivate)] }
}

async function purgeTexts(tx: Tx, versionIds: readonly Id[]): Promise<void> {
  for (const table of ['version_bodies', 'kept_texts', 'version_references', 'version_editors'] as const) {
    await tx.deleteFrom(table).where('version_id', 'in', versionIds).execute()
  }
  await tx
    .updateTable('versions')
    .set((of) => ({ title: '', rejection_reason: null, revision: of('revision', '+', 1) }))
    .where('id', 'in', versionIds)
    .where('status', 'not in', ['published', 'previously_published'])
    .execute()
}

/** Of a project that is locked and deleted. The members of a private one stay with the drafts that it held. */
export async function purgeProject(
  context: CommandContext,
  { id: projectId, visibility }: Row<'projects'>,
): Promise<Outcome<null>> {
  const { tx, now } = context
  await purgeProjectComments(tx, projectId)
  for (const table of ['tasks', 'activity'] as const) {
    await tx.deleteFrom(table).where('project_id', '=', projectId).execute()
  }
  await tx.deleteFrom('approval_rules').where('scope', '=', projectId).execute()
  if (visibility === 'public') {
    await tx.deleteFrom('removed_items').where('project_id', '=', projectId).execute()
  }
  await tx
    .updateTable('projects')
    .set((of) => ({ purged_at: now, description: '', revision: of('revision', '+', 1) }))
    .where('id', '=', projectId)
    .execute()
  return { status: 204, body: null, events: [trashChanged(context, visibility === 'private')] }
}
