/**
 * Publishing a project: everything or only what is ready, in one transaction, so that nothing is ever half
 * published. The version that was live before in the same content and language becomes `previously_published`.
 */
import {
  channels,
  type Id,
  type ProjectItem,
  type Publish,
  type PublishResult,
  type Status,
} from '@copydesk/contract'
import { type Command, type CommandContext, event } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { contentEvents } from '../../content/events.ts'
import { touchContent, touchVersions } from '../../content/touch.ts'
import { notify } from '../../notifications/notify.ts'
import { itemEvents, touchedItem, touchItemsOf } from '../items/events.ts'
import { itemsOfProject, itemsOfVersions } from '../items/queries.ts'
import { requireNothingUnseen, requireSeen } from '../items/seen-items.ts'
import { updateProject } from '../project/commands.ts'
import { countProjects } from '../project/count-projects.ts'
import { enterSharedProject } from '../project/door.ts'
import { mayReplace, requireReady, staleOf } from './blockers.ts'
import { type Standing, standingOf } from './live-versions.ts'
import { type ReleaseEntry, writeRelease } from './write-release.ts'

/** Publishes; answers the project and the items whose versions are live now. */
export function publish(
  projectId: Id,
  { mode, items: seen, replace = false, note = '' }: Publish,
): Command<PublishResult> {
  return async (context) => {
    const { tx } = context
    const before = await enterSharedProject(context, projectId, 'project.publish')
    context.precondition.require(before.revision)
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
    const release = await writeRelease(
      context,
      projectId,
      note,
      going.map((item) => entryOf(item, standing.get(item.versionId))),
    )

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
      release,
      items,
      ...(replaced.length > 0 ? { replaced } : {}),
    })
    const publishedItems = items.filter((item) => item.status === 'published')
    return {
      body: { project, items: publishedItems, release },
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

function entryOf(
  { id, contentId, language, versionId }: ProjectItem,
  { baseVersionId = null, live = null }: Partial<Standing> = {},
): ReleaseEntry {
  const previousVersionId = live?.versionId ?? null
  const isReplacement = previousVersionId !== null && previousVersionId !== baseVersionId
  return {
    itemId: id,
    contentId,
    language,
    action: 'publish',
    versionId,
    baseVersionId,
    previousVersionId,
    isReplacement,
  }
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
    ...[...counted].map((id) => countProjects.entry({ projectId: id })),
    notify.entry({ kind: 'project.published', eventId, actorId: actor.id, projectId, itemIds }),
  ]
}
