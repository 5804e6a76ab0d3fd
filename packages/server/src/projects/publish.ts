/**
 * Publishing a project: everything or only what is ready, in one transaction, so that nothing is ever half
 * published. The version that was live before in the same content and language becomes `previously_published`.
 */
import {
  type Blocker,
  channels,
  type Id,
  type ProjectItem,
  type Publish,
  type PublishResult,
  type Status,
  wasPublished,
} from '@copydesk/contract'
import { type Command, type CommandContext, event } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { contentEvents } from '../content/events.ts'
import { touchContent, touchVersions } from '../content/touch.ts'
import type { OutboxEntry } from '../jobs/outbox.ts'
import type { Tx } from '../storage/storage.ts'
import { itemEvents, touchedItem, touchItemsOf } from './item-events.ts'
import { itemsOfProject, itemsOfVersions } from './item-rows.ts'
import { updateProject } from './project-commands.ts'
import { requireProject } from './rows.ts'

/** Publishes; answers the project and the items whose versions are live now. */
export function publish(projectId: Id, mode: Publish['mode']): Command<PublishResult> {
  return async (context) => {
    const { tx } = context
    const before = await requireProject(tx, projectId)
    const all = await itemsOfProject(tx, projectId)
    const ready = requireReady(all, mode)
    const liveIds = newestOfEach(ready).map((item) => item.versionId)
    const live = new Set(liveIds)
    const overtaken = ready.map((item) => item.versionId).filter((id) => !live.has(id))
    const replacedIds = [...overtaken, ...(await liveVersions(tx, projectId))]

    await touchVersions(context, replacedIds, 'previously_published')
    await touchVersions(context, liveIds, 'published')
    await touchItemsOf(context, [...liveIds, ...replacedIds])
    await touchContent(
      context,
      ready.map((item) => item.contentId),
    )
    const project = await updateProject(context, before, { published_at: context.now })

    const statusOf = new Map<Id, Status>([
      ...replacedIds.map((id) => [id, 'previously_published'] as const),
      ...liveIds.map((id) => [id, 'published'] as const),
    ])
    const items = all.flatMap((item) => {
      const status = statusOf.get(item.versionId)
      return status === undefined ? [] : [{ ...touchedItem(context, item), status }]
    })
    const held = new Set(all.map((item) => item.versionId))
    const elsewhere = await itemsOfVersions(
      tx,
      replacedIds.filter((id) => !held.has(id)),
    )
    const published = event(context, 'project.published', { project, items })
    const publishedItems = items.filter((item) => item.status === 'published')
    return {
      body: { project, items: publishedItems },
      events: [
        { channel: channels.project(projectId), event: published },
        { channel: channels.projects, event: event(context, 'project.changed', { project }) },
        ...itemEvents(context, elsewhere),
        ...(await contentEvents(context, [...liveIds, ...replacedIds])),
      ],
      outbox: workFor(context, published.id, projectId, publishedItems, elsewhere),
    }
  }
}

/** The ready items. Throws `publish_blocked` when all are to go out and some cannot, or `nothing_to_publish`. */
function requireReady(items: readonly ProjectItem[], mode: Publish['mode']): ProjectItem[] {
  const ready = items.filter((item) => item.status === 'ready')
  const blocking = items.filter((item) => item.status !== 'ready' && !wasPublished(item.status))
  if (mode === 'all' && blocking.length > 0) {
    const blockers = blocking.map(
      ({ id, title, status, rejection }): Blocker => ({
        itemId: id,
        title,
        reason: 'not_ready',
        status,
        ...(rejection === null ? {} : { rejection }),
      }),
    )
    const open = ready.length + blocking.length
    throw new Refusal('publish_blocked', `Not ready: ${blocking.length} of ${open} items.`, { blockers })
  }
  if (ready.length === 0) throw new Refusal('nothing_to_publish')
  return ready
}

/** Of several versions of the same content and language, the one with the highest number goes live. */
function newestOfEach(items: readonly ProjectItem[]): ProjectItem[] {
  const newest = new Map<string, ProjectItem>()
  for (const item of items) {
    const key = `${item.contentId} ${item.language}`
    const other = newest.get(key)
    if (!other || item.versionNumber > other.versionNumber) newest.set(key, item)
  }
  return [...newest.values()]
}

/** The versions that are live now where the project has a ready one. */
async function liveVersions(tx: Tx, projectId: Id): Promise<Id[]> {
  const rows = await tx
    .selectFrom('project_items as item')
    .innerJoin('versions as ready', 'ready.id', 'item.version_id')
    .innerJoin('versions as live', (join) =>
      join.onRef('live.content_id', '=', 'ready.content_id').onRef('live.language', '=', 'ready.language'),
    )
    .where('item.project_id', '=', projectId)
    .where('ready.status', '=', 'ready')
    .where('live.status', '=', 'published')
    .select('live.id')
    .distinct()
    .execute()
  return rows.map((row) => row.id)
}

function workFor(
  { actor }: CommandContext,
  eventId: Id,
  projectId: Id,
  published: readonly ProjectItem[],
  elsewhere: readonly ProjectItem[],
): OutboxEntry[] {
  const counted = new Set([projectId, ...elsewhere.map((item) => item.projectId)])
  const itemIds = published.map((item) => item.id)
  return [
    ...[...counted].map((id): OutboxEntry => ({ topic: 'count', payload: { projectId: id } })),
    {
      topic: 'notify',
      payload: { kind: 'project.published', eventId, actorId: actor.id, projectId, itemIds },
    },
  ]
}
