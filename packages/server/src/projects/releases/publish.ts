/**
 * Publishing a project: everything or only what is ready, in one transaction, so that nothing is ever half published.
 * What was live before in the same content and language becomes `previously_published`, where something else goes
 * live as where it is taken down.
 */
import {
  channels,
  type Id,
  type ItemChange,
  type LiveVersion,
  leastPublishing,
  type ProjectItem,
  type Publish,
  type PublishResult,
  type Status,
  sayPublishing,
} from '@copydesk/contract'
import { type Command, type CommandContext, event, type Outcome } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { contentEvents } from '../../content/events.ts'
import { touchContent } from '../../content/touch.ts'
import { notify } from '../../notifications/notify.ts'
import type { Row } from '../../storage/schema.ts'
import { awaitingOfPeople } from '../awaiting/tell-awaiting.ts'
import { itemEvents, mostRows, touchedItem } from '../items/events.ts'
import { itemsById, itemsOfProject, itemsOfVersions } from '../items/queries.ts'
import { requireNothingUnseen, requireSeen } from '../items/seen-items.ts'
import { updateProject } from '../project/commands.ts'
import { countProjects } from '../project/count-projects.ts'
import { enterSharedProject } from '../project/door.ts'
import { listChannels } from '../project/list-channels.ts'
import { goLive } from './go-live.ts'
import { requireGoing } from './going.ts'
import { noteReverted, tellReverted, withRelease } from './revert.ts'
import { takeDown } from './take-down.ts'
import { type ReleaseEntry, writeRelease } from './write-release.ts'

/** Publishes; answers the project, the items that went out, and the release that says what it did. */
export function publish(projectId: Id, request: Publish): Command<PublishResult> {
  return async (context) => {
    const before = await enterSharedProject(context, projectId, 'project.publish')
    context.precondition.require(before.revision)
    return releaseProject(context, before, request)
  }
}

/** Publishes the project that was entered with all that shares its content; of a schedule, what that holds. */
export async function releaseProject(
  context: CommandContext,
  before: Row<'projects'>,
  { mode, items: seen, replace = false, note = '' }: Publish,
  scheduleId: Id | null = null,
): Promise<Outcome<PublishResult>> {
  const { tx } = context
  const projectId = before.id
  const all = await itemsOfProject(tx, projectId)
  if (seen) requireSeen(seen, new Map(all.map((item) => [item.id, item])), (index) => `/items/${index}`)
  const asked = scheduleId === null ? mode : 'scheduled'
  const { ready, going, live, changed } = await requireGoing(tx, projectId, all, asked, replace)
  const byId = new Map(going.map((item) => [item.id, item]))
  if (seen) requireNothingUnseen(seen, ready)
  if (going.length >= leastPublishing) {
    context.say(channels.here(projectId), sayPublishing({ actor: context.actor, count: going.length }))
  }

  const takenDown = going.filter(({ action }) => action === 'unpublish')
  const liveIds = going.filter(({ action }) => action === 'publish').map((item) => item.versionId)
  const isGoing = new Set(liveIds)
  const overtaken = ready.filter(({ action, versionId }) => action === 'publish' && !isGoing.has(versionId))
  const formerIds = [
    ...overtaken.map((item) => item.versionId),
    ...[...live.values()].flatMap((one) => one?.versionId ?? []),
  ]
  await goLive(context, liveIds, formerIds)
  await takeDown(context, takenDown, live)
  await touchContent(
    context,
    ready.map((item) => item.contentId),
  )
  const project = await updateProject(context, before, {
    published_at: context.now,
    schedule_id: null,
  })
  const entries = going.map((item) => entryOf(item, live.get(item.id) ?? null))
  const release = await writeRelease(context, { projectId, note, scheduleId }, entries)
  const reverted = await noteReverted(context, before, release.id)

  const statusOf = new Map<Id, Status>([
    ...formerIds.map((id) => [id, 'previously_published'] as const),
    ...liveIds.map((id) => [id, 'published'] as const),
  ])
  const downIds = takenDown.map((item) => item.id)
  const down = new Map((await itemsById(tx, downIds)).map((item) => [item.id, item]))
  const items = all.flatMap((item) => {
    if (item.action === 'unpublish') return down.get(item.id) ?? []
    const status = statusOf.get(item.versionId)
    return status === undefined ? [] : [{ ...touchedItem(context, item), status }]
  })
  const held = new Set(all.filter(({ action }) => action === 'publish').map((item) => item.versionId))
  const elsewhere = await itemsOfVersions(
    tx,
    formerIds.filter((id) => !held.has(id)),
  )
  const namedBy = new Map(all.map((item) => [item.id, item.versionId]))
  const replaced = changed.flatMap(({ itemId, live }) => (itemId === null ? [] : [{ itemId, live }]))
  const published = event(context, 'project.published', {
    project,
    release,
    items: items.map((item) => whatChanged(item, namedBy.get(item.id))),
    ...(replaced.length > 0 && replaced.length <= mostRows ? { replaced } : {}),
  })
  const outgoing = items.filter((item) => byId.has(item.id))
  return {
    body: { project, items: outgoing, release },
    events: [
      { channel: channels.project(projectId), event: published },
      ...(await listChannels(tx, before)).map((channel) => ({
        channel,
        event: event(context, 'project.changed', { project }),
      })),
      ...withRelease(
        context,
        reverted,
        itemEvents(context, elsewhere, ({ status }) => ({ status })),
      ),
      ...(await contentEvents(context, [...liveIds, ...formerIds])),
    ],
    outbox: [
      ...(await tellReverted(context, published.id, reverted)),
      ...workFor(context, published.id, projectId, outgoing, elsewhere),
    ],
  }
}

/** Taking down names the version that was live by then, where that is not the one that its item named before. */
function whatChanged({ id, revision, status, ...item }: ProjectItem, namedId: Id | undefined): ItemChange {
  const { versionId, versionNumber, baseVersionId, title } = item
  return {
    id,
    revision,
    status,
    ...(versionId === namedId ? {} : { versionId, versionNumber, baseVersionId, title }),
  }
}

/** What the release says of an item. One that unpublishes takes down what is live by then. */
function entryOf(
  { id, contentId, language, action, versionId, baseVersionId }: ProjectItem,
  live: LiveVersion | null,
): ReleaseEntry {
  const previousVersionId = live?.versionId ?? null
  return {
    itemId: id,
    contentId,
    language,
    action,
    versionId: action === 'publish' ? versionId : (previousVersionId ?? versionId),
    baseVersionId,
    previousVersionId,
    isReplacement: previousVersionId !== baseVersionId,
  }
}

function workFor(
  { actor }: CommandContext,
  eventId: Id,
  projectId: Id,
  outgoing: readonly ProjectItem[],
  elsewhere: readonly ProjectItem[],
): OutboxEntry[] {
  const counted = new Set([projectId, ...elsewhere.map((item) => item.projectId)])
  const itemIds = outgoing.map((item) => item.id)
  return [
    ...awaitingOfPeople(outgoing.map((item) => item.assigneeId)),
    ...[...counted].map((id) => countProjects.entry({ projectId: id })),
    notify.entry({
      kind: 'project.published',
      eventId,
      actorId: actor.id,
      actorKind: actor.kind,
      projectId,
      itemIds,
    }),
  ]
}
