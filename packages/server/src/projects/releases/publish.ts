/**
 * Publishing a project: everything or only what is ready, in one transaction, so that nothing is ever half
 * published. The version that was live before in the same content and language becomes `previously_published`.
 */
import {
  type Blocker,
  type ChangedSinceBlocker,
  channels,
  type Id,
  type ProjectItem,
  type Publish,
  type PublishResult,
  type Status,
  wasPublished,
} from '@copydesk/contract'
import { type Command, type CommandContext, event } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { Refusal } from '../../command/refusal.ts'
import { contentEvents } from '../../content/events.ts'
import { touchContent, touchVersions } from '../../content/touch.ts'
import { itemEvents, touchedItem, touchItemsOf } from '../items/events.ts'
import { itemsOfProject, itemsOfVersions } from '../items/queries.ts'
import { requireNothingUnseen, requireSeen } from '../items/seen-items.ts'
import { updateProject } from '../project/commands.ts'
import { requireProject } from '../project/door.ts'
import { type Standing, standingOf } from './live-versions.ts'

/** Publishes; answers the project and the items whose versions are live now. */
export function publish(
  projectId: Id,
  { mode, items: seen, replace = false }: Publish,
): Command<PublishResult> {
  return async (context) => {
    const { tx } = context
    const before = await requireProject(tx, projectId)
    const all = await itemsOfProject(tx, projectId)
    if (seen) requireSeen(seen, new Map(all.map((item) => [item.id, item])), (index) => `/items/${index}`)
    const going = newestOfEach(all.filter((item) => item.status === 'ready'))
    const standing = await standingOf(
      tx,
      going.map((item) => item.versionId),
    )
    const stale = staleOf(going, standing)
    const ready = requireReady(
      all,
      mode,
      stale.filter(({ itemId }) => !mayReplace(replace, itemId)),
    )
    if (seen) requireNothingUnseen(seen, ready)
    const liveIds = going.map((item) => item.versionId)
    const live = new Set(liveIds)
    const overtaken = ready.map((item) => item.versionId).filter((id) => !live.has(id))
    const replacedIds = [...overtaken, ...[...standing.values()].flatMap(({ live }) => live?.versionId ?? [])]

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
    const replaced = stale.map(({ itemId, live }) => ({ itemId, live }))
    const published = event(context, 'project.published', {
      project,
      items,
      ...(replaced.length > 0 ? { replaced } : {}),
    })
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

/** The ready items. Throws `publish_blocked` when some of what is to go out cannot, or `nothing_to_publish`. */
function requireReady(
  items: readonly ProjectItem[],
  mode: Publish['mode'],
  stale: readonly ChangedSinceBlocker[],
): ProjectItem[] {
  const ready = items.filter((item) => item.status === 'ready')
  const unready =
    mode === 'all' ? items.filter((item) => item.status !== 'ready' && !wasPublished(item.status)) : []
  const notReady = unready.map(({ id, title, status, rejection }): Blocker => {
    const why = rejection === null ? {} : { rejection }
    return { itemId: id, title, reason: 'not_ready', status, ...why }
  })
  const [first] = stale
  if (notReady.length > 0 || first) {
    const open = ready.length + unready.length
    const reasons = [
      ...(notReady.length > 0 ? [`not ready: ${notReady.length} of ${open} items`] : []),
      ...(first ? [`changed since: ${sayStale(first, stale.length)}`] : []),
    ].join('; ')
    const detail = `${reasons.charAt(0).toUpperCase()}${reasons.slice(1)}.`
    throw new Refusal('publish_blocked', detail, { blockers: [...notReady, ...stale] })
  }
  if (ready.length === 0) throw new Refusal('nothing_to_publish')
  return ready
}

function sayStale({ title, live }: ChangedSinceBlocker, count: number): string {
  const by = live.projectName === null ? '' : ` by the project "${live.projectName}"`
  const more = count === 1 ? '' : ` (and ${count - 1} more)`
  return `version ${live.versionNumber} of "${title}" was published${by}${more}`
}

/** Those of the items that go out where something else is live than when they were begun. */
function staleOf(going: readonly ProjectItem[], standing: ReadonlyMap<Id, Standing>): ChangedSinceBlocker[] {
  return going.flatMap((item) => {
    const { baseVersionId = null, live = null } = standing.get(item.versionId) ?? {}
    if (live === null || live.versionId === baseVersionId) return []
    const { id, title, status } = item
    return [{ itemId: id, title, status, reason: 'changed_since', live }]
  })
}

function mayReplace(replace: NonNullable<Publish['replace']>, itemId: Id): boolean {
  return typeof replace === 'boolean' ? replace : replace.includes(itemId)
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
