/**
 * Taking a release back: a project of copies of the texts that were live before, all of them ready, and of take-downs of
 * what was live for the first time. What the release left live is their base, so that what changed since is a conflict as
 * any other. The project is published as any other too, and that release can be taken back in its turn.
 */
import { channels, type Id, type Revert, type RevertResult } from '@copydesk/contract'
import { type Command, type CommandContext, event } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { Refusal } from '../../command/refusal.ts'
import { viewerOf } from '../../command/viewer.ts'
import { copyVersions } from '../../content/copy-versions.ts'
import { enterContent, lockContent } from '../../content/door.ts'
import { contentEvents } from '../../content/events.ts'
import { liveVersions } from '../../content/live-versions.ts'
import { touchContentOf } from '../../content/touch.ts'
import { notify } from '../../notifications/notify.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { addedEvent, type ItemsEvent } from '../items/events.ts'
import { insertItems } from '../items/insert-items.ts'
import { itemsById } from '../items/queries.ts'
import { copyMembers } from '../members/copy-members.ts'
import { insertProject } from '../project/commands.ts'
import { noCounts } from '../project/counts.ts'
import { enterProject, viewProject } from '../project/door.ts'
import { listChannels } from '../project/list-channels.ts'
import { presentProject } from '../project/present.ts'
import { withSchedule } from '../project/queries.ts'
import { presentRelease } from './present.ts'
import { revertName } from './revert-name.ts'
import { planOf } from './revert-plan.ts'
import { listRelease } from './tell-releases.ts'

/**
 * Makes the project and answers it with the release; or finds the one that waits to be published. Throws `not_found`,
 * `gone` with the project of the release, `forbidden`, or `nothing_to_revert`.
 */
export function revert(releaseId: Id, { name }: Revert): Command<RevertResult> {
  return async (context) => {
    const { tx } = context
    const origin = await enterRelease(context, releaseId)
    const release = await tx
      .selectFrom('releases')
      .selectAll()
      .where('id', '=', releaseId)
      .executeTakeFirstOrThrow()
    context.precondition.require(release.revision)
    const waiting = await waitingProject(tx, release)
    if (waiting) {
      await viewProject(tx, await viewerOf(context), waiting.id)
      const project = await withSchedule(tx, waiting)
      return { body: { project, release: presentRelease(release) }, events: [] }
    }
    const entries = await tx
      .selectFrom('release_items')
      .selectAll()
      .where('release_id', '=', releaseId)
      .orderBy('id')
      .execute()
    const contents = await lockContent(
      tx,
      entries.map((entry) => entry.content_id),
    )
    // What was deleted since is not live, and comes back by its own way.
    const contentIds = contents.filter(({ deleted_at }) => deleted_at === null).map(({ id }) => id)
    const isThere = new Set(contentIds)
    const present = entries.filter((entry) => isThere.has(entry.content_id))
    const { copies, takedowns } = planOf(present, await liveVersions(tx, contentIds))
    if (copies.length + takedowns.length === 0) throw new Refusal('nothing_to_revert')

    const { color, visibility } = origin ?? {}
    const values = { name: name ?? (await revertName(tx, release, origin)), color, visibility }
    const row = await insertProject(context, values, releaseId)
    // What was private stays so, for the same people.
    if (origin?.visibility === 'private') await copyMembers(tx, origin.id, row.id)
    const copied = await copyVersions(context, copies)
    const versionIds = copied.map((copy) => copy.id)
    const itemIds = await insertItems(
      context,
      row.id,
      [
        ...copied.map(({ id, contentId }) => ({ action: 'publish' as const, contentId, versionId: id })),
        ...takedowns.map((takedown) => ({ action: 'unpublish' as const, ...takedown })),
      ],
      'ready',
    )
    await touchContentOf(context, versionIds)
    const changed = await touchRelease(context, release, { revert_project_id: row.id })
    const project = presentProject(row, null)
    const summary = { ...project, counts: { ...noCounts(), ready: itemIds.length }, commentCount: 0 }
    return {
      status: 201,
      body: { project, release: presentRelease(changed) },
      events: [
        ...(await listChannels(tx, row)).map((channel) => ({
          channel,
          event: event(context, 'project.created', { project: summary }),
        })),
        await addedEvent(context, row.id, await itemsById(tx, itemIds)),
        ...withRelease(context, changed, []),
        ...(await contentEvents(context, versionIds)),
      ],
    }
  }
}

/** By the door of its project, or without one, of its content. Gives the project. */
async function enterRelease(context: CommandContext, releaseId: Id): Promise<Row<'projects'> | null> {
  const { tx } = context
  const named = await tx
    .selectFrom('releases')
    .select(['id', 'project_id'])
    .where('id', '=', releaseId)
    .executeTakeFirst()
  if (!named) throw new Refusal('not_found', 'There is no release with this id.')
  if (named.project_id !== null) {
    // What is archived is read only, but what it released is live as anything else.
    return enterProject(context, named.project_id, 'project.publish', { archived: true })
  }
  const { content_id } = await tx
    .selectFrom('release_items')
    .select('content_id')
    .where('release_id', '=', releaseId)
    .executeTakeFirstOrThrow()
  await enterContent(context, content_id, 'project.publish')
  return null
}

/** The project that was made to take it back, if that is there and was not published yet. */
async function waitingProject(
  tx: Tx,
  { revert_project_id }: Row<'releases'>,
): Promise<Row<'projects'> | undefined> {
  if (revert_project_id === null) return undefined
  return tx
    .selectFrom('projects')
    .selectAll()
    .where('id', '=', revert_project_id)
    .where('deleted_at', 'is', null)
    .where('archived_at', 'is', null)
    .where('published_at', 'is', null)
    .executeTakeFirst()
}

/** What a project takes back by being published, with what it became by that. Its project must be locked. */
export async function noteReverted(
  context: CommandContext,
  { reverts_release_id }: Row<'projects'>,
  revertedById: Id,
): Promise<Row<'releases'> | null> {
  if (reverts_release_id === null) return null
  const release = await context.tx
    .selectFrom('releases')
    .selectAll()
    .where('id', '=', reverts_release_id)
    .executeTakeFirstOrThrow()
  return touchRelease(context, release, { reverted_by_id: revertedById })
}

/** The work of telling those whose release is taken back; first, for it says more than that something was published. */
export async function tellReverted(
  { tx, actor }: CommandContext,
  eventId: Id,
  row: Row<'releases'> | null,
): Promise<OutboxEntry[]> {
  if (row === null) return []
  const items = await tx
    .selectFrom('release_items')
    .select(['item_id', 'version_id'])
    .where('release_id', '=', row.id)
    .orderBy('id')
    .execute()
  return [
    notify.entry({
      kind: 'release.reverted',
      eventId,
      actorId: actor.id,
      actorKind: actor.kind,
      projectId: row.project_id,
      versionId: row.project_id === null ? (items[0]?.version_id ?? null) : null,
      itemIds: items.flatMap((item) => item.item_id ?? []),
      publisherId: row.started_by_kind === 'person' ? row.started_by_id : null,
      count: items.length,
    }),
  ]
}

/** These events, of which the one of the release's project tells of it too; as they are where it has no project. */
export function withRelease(
  context: CommandContext,
  row: Row<'releases'> | null,
  events: readonly ItemsEvent[],
): ChannelEvent[] {
  if (row === null || row.project_id === null) return [...events]
  const channel = channels.project(row.project_id)
  const release = presentRelease(row)
  if (events.some((one) => one.channel === channel)) {
    return events.map((one) =>
      one.channel === channel ? { channel, event: { ...one.event, release } } : one,
    )
  }
  return [...events, { channel, event: event(context, 'release.changed', { release }) }]
}

async function touchRelease(
  context: CommandContext,
  before: Row<'releases'>,
  values: Partial<Pick<Row<'releases'>, 'revert_project_id' | 'reverted_by_id'>>,
): Promise<Row<'releases'>> {
  const row = { ...before, ...values, revision: before.revision + 1 }
  await context.tx.updateTable('releases').set(row).where('id', '=', row.id).execute()
  listRelease(context, row.id)
  return row
}
