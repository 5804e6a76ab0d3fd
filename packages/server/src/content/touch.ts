/**
 * Changes to content items and versions that exist, set-based; each gives what it changes a new revision. Whether
 * a change may happen is for the commands to say.
 */
import type { Fields, Id, Reference, Status } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { chunks } from '../storage/chunks.ts'
import { valuesList } from '../storage/values-list.ts'
import { noteEditors } from './editors.ts'
import { fieldsText } from './fields.ts'
import { replaceReferences } from './references/keep-references.ts'
import { contentIdsOf } from './rows.ts'
import { unseenAmong } from './unseen.ts'

/** New title, body or fields of a version; what is left out stays. */
export interface VersionEdit {
  versionId: Id
  title?: string | undefined
  body?: string | undefined
  /** Only together with a body. */
  fields?: Fields | undefined
  /** What the body refers to, where that was read before the transaction. */
  references?: readonly Reference[] | undefined
}

/** Changes titles and bodies; at most one edit per version. A rejected one becomes a draft by it. */
export async function editVersions(context: CommandContext, edits: readonly VersionEdit[]): Promise<void> {
  const titles = edits.map(({ versionId, title }) => ({ version_id: versionId, title: title ?? null }))
  for (const chunk of chunks(titles)) {
    await context.tx
      .with('edit(version_id, title)', () => valuesList(chunk))
      .updateTable('versions')
      .from('edit')
      .set((eb) => ({
        title: eb.fn.coalesce('edit.title', 'versions.title'),
        // What was rejected is a draft again.
        status: eb
          .case()
          .when('versions.status', '=', 'rejected')
          .then(eb.val<Status>('draft'))
          .else(eb.ref('versions.status'))
          .end(),
        revision: eb('versions.revision', '+', 1),
        text_revision: eb('versions.text_revision', '+', 1),
        text_changed_at: context.now,
        edited_by_id: context.actor.id,
        edited_by_kind: context.actor.kind,
        by_hand: context.actor.kind === 'system' ? eb.ref('versions.by_hand') : 1,
        updated_at: context.now,
      }))
      .whereRef('versions.id', '=', 'edit.version_id')
      .execute()
  }
  await noteEditors(
    context,
    edits.map(({ versionId }) => ({ versionId, editor: context.actor })),
  )
  const bodies = edits.flatMap(({ versionId, body, fields }) =>
    body === undefined ? [] : [{ version_id: versionId, body, fields: fieldsText(fields) }],
  )
  for (const chunk of chunks(bodies)) {
    await context.tx
      .with('edit(version_id, body, fields)', () => valuesList(chunk))
      .updateTable('version_bodies')
      .from('edit')
      .set((eb) => ({
        body: eb.ref('edit.body'),
        fields: eb.fn.coalesce('edit.fields', 'version_bodies.fields'),
      }))
      .whereRef('version_bodies.version_id', '=', 'edit.version_id')
      .execute()
  }
  await replaceReferences(
    context.tx,
    edits.flatMap(({ versionId, body, references }) =>
      body === undefined ? [] : [{ versionId, body, references }],
    ),
  )
}

/** Gives versions a new revision, and a status if one is named; `reason` says why they are rejected. */
export async function touchVersions(
  context: CommandContext,
  versionIds: readonly Id[],
  status?: Status,
  reason = '',
): Promise<void> {
  const rejection = {
    rejection_reason: reason,
    rejected_by_id: context.actor.id,
    rejected_by_kind: context.actor.kind,
    rejected_at: context.now,
  }
  for (const chunk of chunks(versionIds)) {
    await context.tx
      .updateTable('versions')
      .set((eb) => ({
        revision: eb('revision', '+', 1),
        updated_at: context.now,
        ...(status === undefined ? {} : { status }),
        ...(status === 'rejected' ? rejection : {}),
      }))
      .where('id', 'in', chunk)
      .execute()
  }
}

/** Does so with the items of these versions, but for those of which nothing changed that everybody sees. */
export async function touchContentOf(context: CommandContext, versionIds: readonly Id[]): Promise<void> {
  const unseen = await unseenAmong(context.tx, versionIds)
  await touchContent(
    context,
    await contentIdsOf(
      context.tx,
      versionIds.filter((id) => !unseen.has(id)),
    ),
  )
}

/** Gives items a new revision and says who changed them now. */
export async function touchContent(context: CommandContext, contentIds: Iterable<Id>): Promise<void> {
  const { tx, actor, now } = context
  for (const chunk of chunks([...new Set(contentIds)])) {
    await tx
      .updateTable('content_items')
      .set((eb) => ({
        revision: eb('revision', '+', 1),
        updated_at: now,
        updated_by_id: actor.id,
        updated_by_kind: actor.kind,
      }))
      .where('id', 'in', chunk)
      .execute()
  }
}
