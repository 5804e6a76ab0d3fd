/**
 * What is live now becomes the base of an item, so that publishing it is no conflict any more: its editor has seen
 * what came in between, and took it into the text or left it out. What was agreed on and changed by that is reviewed
 * again.
 */
import {
  channels,
  type Id,
  type LiveVersion,
  type ProjectItem,
  type RebaseItem,
  type Version,
  wasPublished,
} from '@copydesk/contract'
import type { Command, CommandContext } from '../../../command/command.ts'
import type { OutboxEntry } from '../../../command/outbox.ts'
import { Refusal } from '../../../command/refusal.ts'
import { writeContent } from '../../../content/bulk.ts'
import { lockContent } from '../../../content/door.ts'
import { contentEvents } from '../../../content/events.ts'
import { insertKeptText } from '../../../content/kept-texts.ts'
import { requireVersion } from '../../../content/queries.ts'
import { touchContent, touchVersions } from '../../../content/touch.ts'
import { notify } from '../../../notifications/notify.ts'
import type { ChannelEvent } from '../../../storage/journal.ts'
import { countProjects } from '../../project/count-projects.ts'
import { enterProject } from '../../project/door.ts'
import { liveBeside } from '../../releases/live-versions.ts'
import { itemEvents, touchItemsOf } from '../events.ts'
import { itemsById, requireItem } from '../queries.ts'

/**
 * Rebases an item and answers it. Throws `not_found`, `version_not_editable` for what was released, `nothing_live`, or
 * `revision_mismatch` where something else is live than the editor saw.
 */
export function rebaseItem(projectId: Id, itemId: Id, rebase: RebaseItem): Command<ProjectItem> {
  return async (context) => {
    const { tx } = context
    await enterProject(context, projectId, 'item.write')
    const { contentId, revision } = await requireItem(tx, projectId, itemId)
    context.precondition.require(revision)
    await lockContent(tx, [contentId])
    const item = await requireItem(tx, projectId, itemId)
    if (wasPublished(item.status)) {
      throw new Refusal('version_not_editable', `"${item.title}" was released already.`)
    }
    const live = (await liveBeside(tx, [item])).get(itemId) ?? null
    requireSeen(item, live, rebase.onto)
    const events =
      item.action === 'publish'
        ? await rebaseVersion(context, item, rebase)
        : await rebaseTakedown(context, item, rebase.onto)
    const [body = item] = await itemsById(tx, [itemId])
    return { body, events, outbox: workFor(context, item, body, events) }
  }
}

function requireSeen({ title }: ProjectItem, live: LiveVersion | null, onto: Id | null): void {
  if ((live?.versionId ?? null) === onto) return
  const what = live === null ? 'nothing is live' : `version ${live.versionNumber} is live`
  throw new Refusal('revision_mismatch', `Changed since you looked: ${what} of "${title}" now.`)
}

async function rebaseVersion(
  context: CommandContext,
  { id, contentId, versionId, status }: ProjectItem,
  { onto, title, body }: RebaseItem,
): Promise<ChannelEvent[]> {
  const { tx } = context
  const version = await requireVersion(tx, contentId, versionId)
  await tx.updateTable('versions').set({ base_version_id: onto }).where('id', '=', versionId).execute()
  if (isSameText(version, title, body)) {
    await touchVersions(context, [versionId])
    await touchItemsOf(context, [versionId])
    await touchContent(context, [contentId])
    const items = await itemsById(tx, [id])
    return [...itemEvents(context, items, (item) => item), ...(await contentEvents(context, [versionId]))]
  }
  if (status === 'ready') await touchVersions(context, [versionId], 'in_review')
  await insertKeptText(context, { versionId, ...version, author: version.editedBy })
  return (await writeContent(context, { edits: [{ versionId, title, body }] })).events
}

function isSameText(version: Version, title = version.title, body = version.body): boolean {
  return title === version.title && body === version.body
}

async function rebaseTakedown(
  context: CommandContext,
  { id, title, language, status }: ProjectItem,
  onto: Id | null,
): Promise<ChannelEvent[]> {
  if (onto === null) throw new Refusal('nothing_live', `"${title}" is not live in ${language}.`)
  const { tx, actor, now } = context
  await tx
    .updateTable('project_items')
    .set((eb) => ({
      version_id: onto,
      review_status: status === 'ready' ? 'in_review' : status,
      revision: eb('revision', '+', 1),
      updated_at: now,
      updated_by_id: actor.id,
      updated_by_kind: actor.kind,
    }))
    .where('id', '=', id)
    .execute()
  const items = await itemsById(tx, [id])
  return itemEvents(context, items, (item) => item)
}

/** As of any other move: people are told, and the list of projects gets its counts. */
function workFor(
  { actor }: CommandContext,
  before: ProjectItem,
  after: ProjectItem,
  events: readonly ChannelEvent[],
): OutboxEntry[] {
  const told = events.find(({ channel }) => channel === channels.project(before.projectId))
  if (before.status === after.status || told === undefined) return []
  const { id: itemId, projectId } = before
  const items = [{ itemId, from: before.status, to: after.status }]
  const about = { eventId: told.event.id, actorId: actor.id, actorKind: actor.kind, projectId }
  return [
    countProjects.entry({ projectId }),
    notify.entry({ kind: 'item.status_changed', ...about, items, reason: undefined }),
  ]
}
