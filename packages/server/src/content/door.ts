/**
 * The one way into content items and their versions. A command enters here before it reads anything else, and the rows
 * stay locked; queries and the hub's subscribe look in without a lock. All get the same answer: 404 for what is not
 * there for this viewer, 403 for what they may not do, 410 for what was deleted.
 */
import type { Id } from '@copydesk/contract'
import { type CommandContext, instant } from '../command/command.ts'
import { MovedError } from '../command/moved.ts'
import { Refusal } from '../command/refusal.ts'
import { requireRight, type Viewer, viewerOf } from '../command/viewer.ts'
import { type Action, may } from '../policy.ts'
import { holdersOf, requireLocked } from '../projects/items/holders.ts'
import {
  closedProjects,
  hiddenVersions,
  mayAsMember,
  noSight,
  type Sight,
  sightOf,
  sightOfActor,
} from '../projects/members/sight.ts'
import { lockRows } from '../storage/lock.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { together } from '../storage/together.ts'
import { isRestorable } from '../trash/marks.ts'
import { embedsOf } from './references/referrers.ts'

type Item = Row<'content_items'>

/** Enters an item to add to it: its row, locked. Throws `not_found`, `forbidden` or `gone`. */
export async function enterContent(context: CommandContext, id: Id, action: Action): Promise<Item> {
  const [[row], viewer] = await together([lockRows(context.tx, 'content_items', [id]), viewerOf(context)])
  return admitted(context.tx, viewer, row, action)
}

/** Enters an item to change a text of it, which shows in the project that holds it. Throws as `enterContent` does. */
export async function enterTexts(context: CommandContext, id: Id, action: Action): Promise<Item> {
  const [row] = await lockTexts(context.tx, [id])
  return admitted(context.tx, await viewerOf(context), row, action)
}

/**
 * Enters an item to change one version of it: as its project allows it, where a private one holds it. Throws as
 * `enterContent` does, `not_found` also for a version that is not to be seen.
 */
export async function enterVersion(
  context: CommandContext,
  contentId: Id,
  versionId: Id,
  action: Action,
): Promise<Sight> {
  await enterTexts(context, contentId, action)
  return requireRightOf(context, versionId, action)
}

/** Throws `forbidden` where a private project holds the version and does not let whoever asks do this. */
async function requireRightOf(context: CommandContext, versionId: Id, action: Action): Promise<Sight> {
  const sight = await sightOfActor(context)
  const holder = await context.tx
    .selectFrom('project_items')
    .select('project_id')
    .where('version_id', '=', versionId)
    .where('action', '=', 'publish')
    .executeTakeFirst()
  const role = sight.get(holder?.project_id ?? '')
  if (role !== undefined && !mayAsMember(role, action)) {
    throw new Refusal('forbidden', `A ${role} of the project that holds this version may not do "${action}".`)
  }
  return sight
}

/** An item with the projects that its texts show in. */
export interface HeldContent {
  row: Item
  projects: Row<'projects'>[]
}

/**
 * Enters an item with every project that holds it, or held it until it was deleted: to delete it, or to bring it back.
 * Throws as `enterContent` does, `gone` for good once it cannot come back, and `held_privately` where a private project
 * that whoever asks is not in has a part in it.
 */
export async function enterHeldContent(
  context: CommandContext,
  id: Id,
  action: Action,
  { isDeleted }: { isDeleted: boolean },
): Promise<HeldContent> {
  const { tx } = context
  const projects = await lockRows(tx, 'projects', await holdersEver(tx, id))
  const [found] = await lockRows(tx, 'content_items', [id])
  requireLocked(await holdersEver(tx, id), projects)
  const viewer = await viewerOf(context)
  const row = await seen(tx, viewer, found, action)
  const mayStay = row.deleted_at === null || (isDeleted && isRestorable(row, context.now))
  if (!mayStay) throw gone(row)
  await requireWholeSight(context, id, projects, await sightOf(tx, viewer))
  return { row, projects }
}

/** Throws `held_privately`, or `forbidden` where a private project does not let whoever asks take items out of it. */
async function requireWholeSight(
  { tx }: CommandContext,
  id: Id,
  projects: readonly Row<'projects'>[],
  sight: Sight,
): Promise<void> {
  const closed = projects.filter(({ visibility }) => visibility === 'private')
  const hidden = await tx
    .selectFrom('versions')
    .select('id')
    .where('content_id', '=', id)
    .where('id', 'in', hiddenVersions(tx, sight))
    .limit(1)
    .executeTakeFirst()
  if (hidden !== undefined || closed.some((project) => !sight.has(project.id))) {
    throw new Refusal('held_privately')
  }
  for (const { id: projectId } of closed) {
    const role = sight.get(projectId)
    if (role !== undefined && !mayAsMember(role, 'item.write')) {
      throw new Refusal('forbidden', `A ${role} of a private project that holds it may not do "item.write".`)
    }
  }
}

async function holdersEver(tx: Tx, id: Id): Promise<Id[]> {
  const left = await tx
    .selectFrom('removed_items')
    .select('project_id')
    .distinct()
    .where('content_id', '=', id)
    .where('left_with', '=', 'content_deletion')
    .execute()
  return [...(await holdersOf(tx, [id])), ...left.map((row) => row.project_id)]
}

/** Enters an item to publish a version of it, with all that this embeds. Throws as `enterContent` does. */
export async function enterTextsToPublish(context: CommandContext, id: Id, versionId: Id): Promise<Sight> {
  const { tx } = context
  const embedded = await embedsOf(tx, [versionId])
  const [row] = (await lockTexts(tx, [id], embedded)).filter((one) => one.id === id)
  await admitted(tx, await viewerOf(context), row, 'project.publish')
  // Until it was locked, somebody may have put another embed in.
  const isLocked = new Set(embedded)
  if ((await embedsOf(tx, [versionId])).some((one) => !isLocked.has(one))) throw new MovedError()
  return requireRightOf(context, versionId, 'project.publish')
}

/**
 * Locks items whose texts are to be changed, after the projects that hold them; unknown ids are left out. `also` are items
 * that must only stay as they are.
 */
export async function lockTexts(tx: Tx, ids: readonly Id[], also: readonly Id[] = []): Promise<Item[]> {
  const projects = await lockRows(tx, 'projects', await holdersOf(tx, ids))
  const items = await lockRows(tx, 'content_items', [...ids, ...also])
  requireLocked(await holdersOf(tx, ids), projects)
  return items
}

/** Locks the items that a project's command reaches, for whoever entered that project. */
export async function lockContent(tx: Tx, ids: readonly Id[]): Promise<Item[]> {
  return lockRows(tx, 'content_items', ids)
}

/** As `lockContent`, for all that a project holds and all that the texts in it embed. */
export async function lockContentOf(tx: Tx, projectId: Id): Promise<void> {
  await tx
    .selectFrom('content_items')
    .select('id')
    .where((of) =>
      of.or([
        of(
          'id',
          'in',
          of.selectFrom('project_items').select('content_id').where('project_id', '=', projectId),
        ),
        of(
          'id',
          'in',
          of
            .selectFrom('project_items as item')
            .innerJoin('version_references as reference', 'reference.version_id', 'item.version_id')
            .select('reference.target_id')
            .where('item.project_id', '=', projectId)
            .where('item.action', '=', 'publish')
            .where('reference.kind', '=', 'embed'),
        ),
      ]),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

/** Looks into an item. Throws as `enterContent` does. */
export async function viewContent(tx: Tx, viewer: Viewer, id: Id): Promise<Item> {
  return admitted(tx, viewer, await findContent(tx, id), 'content.read')
}

/** Whether the viewer may subscribe to `content`. */
export function mayFollowContentList(viewer: Viewer): boolean {
  return may(viewer.role, 'content.read')
}

/** Whether the viewer may subscribe to `content:{id}`. */
export async function mayFollowContent(tx: Tx, viewer: Viewer, id: Id): Promise<boolean> {
  return isVisible(tx, viewer, await findContent(tx, id))
}

/**
 * Whether the viewer may subscribe to `here:version:{id}`, of a version that everybody sees, or to
 * `here:version:{id}:{projectId}`, of one that this project holds and they see there. A version that left a private
 * project has neither: those whom it was hidden from may be in the first one since before.
 */
export async function mayMeetAtVersion(
  tx: Tx,
  viewer: Viewer,
  versionId: Id,
  projectId: Id | null,
): Promise<boolean> {
  if (!may(viewer.role, 'content.read')) return false
  const version = tx.selectFrom('versions').select('id').where('id', '=', versionId)
  if (projectId === null) {
    return (await version.where('id', 'not in', hiddenVersions(tx, noSight)).executeTakeFirst()) !== undefined
  }
  const held = tx
    .selectFrom('project_items')
    .select('version_id')
    .where('project_id', '=', projectId)
    .where('action', '=', 'publish')
    .where('project_id', 'not in', closedProjects(tx, await sightOf(tx, viewer)))
  return (await version.where('id', 'in', held).executeTakeFirst()) !== undefined
}

function findContent(tx: Tx, id: Id): Promise<Item | undefined> {
  return tx.selectFrom('content_items').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Whoever may read content sees every item, but for one of which private projects hold all versions. */
async function isVisible(tx: Tx, viewer: Viewer, row: Item | undefined): Promise<boolean> {
  if (row === undefined || !may(viewer.role, 'content.read')) return false
  const versions = tx.selectFrom('versions').select('id').where('content_id', '=', row.id).limit(1)
  const hidden = hiddenVersions(tx, await sightOf(tx, viewer))
  if (await versions.where('id', 'not in', hidden).executeTakeFirst()) return true
  return (await versions.executeTakeFirst()) === undefined
}

async function admitted(tx: Tx, viewer: Viewer, row: Item | undefined, action: Action): Promise<Item> {
  const item = await seen(tx, viewer, row, action)
  if (item.deleted_at !== null) throw gone(item)
  return item
}

/** Deleted or not. */
async function seen(tx: Tx, viewer: Viewer, row: Item | undefined, action: Action): Promise<Item> {
  if (row === undefined || !(await isVisible(tx, viewer, row))) {
    throw new Refusal('not_found', 'There is no content item with this id.')
  }
  requireRight(viewer, action)
  return row
}

function gone({ deleted_at }: Item): Refusal {
  return new Refusal('gone', `This content was deleted on ${instant(deleted_at ?? 0)}.`)
}
