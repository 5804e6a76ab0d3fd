/**
 * The one way into a project, and through it to its items, comments and releases. A command enters here before it reads
 * anything else, and the row stays locked; queries and the hub's subscribe look in without a lock. All of them get the
 * same answer: 404 for what is not there for this viewer, 403 for what they may not do, 410 for what was deleted. An
 * archived project is there to be looked at: commands are refused, but for those that open or end it.
 */
import type { Id, MemberRole } from '@copydesk/contract'
import { type CommandContext, instant } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { allows, requireRight, type Viewer, viewerOf } from '../../command/viewer.ts'
import { lockContentOf } from '../../content/door.ts'
import { type Action, may } from '../../policy.ts'
import { lockRows } from '../../storage/lock.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { together } from '../../storage/together.ts'
import { isRestorable } from '../../trash/marks.ts'
import { requireLocked, sharersOf } from '../items/holders.ts'
import { allowsAsMember, memberRoleOf } from '../members/sight.ts'

/** Which projects a command is for besides open ones. */
interface Reach {
  archived?: boolean
}

/** Enters a project to change it: its row, locked. Throws `not_found`, `forbidden`, `gone` or `project_archived`. */
export async function enterProject(
  context: CommandContext,
  id: Id,
  action: Action,
  reach: Reach = {},
): Promise<Row<'projects'>> {
  const [[row], viewer] = await together([lockRows(context.tx, 'projects', [id]), viewerOf(context)])
  return requireOpen(await admitted(context.tx, viewer, row, action), reach)
}

/** Enters a project with all that it holds, content too, to change every item of it. */
export async function enterWholeProject(
  context: CommandContext,
  id: Id,
  action: Action,
  reach: Reach = {},
): Promise<Row<'projects'>> {
  const row = await enterProject(context, id, action, reach)
  await lockContentOf(context.tx, id)
  return row
}

/** Enters a project that was deleted, as long as it can be brought back. Throws `not_found`, `forbidden` or `gone`. */
export async function enterDeletedProject(
  context: CommandContext,
  id: Id,
  action: Action,
): Promise<Row<'projects'>> {
  const [row] = await lockRows(context.tx, 'projects', [id])
  const viewer = await viewerOf(context)
  if (row === undefined || !isRestorable(row, context.now)) return admitted(context.tx, viewer, row, action)
  await requireRightIn(context.tx, viewer, row, action)
  return row
}

/** As `enterWholeProject`, with the other projects that hold versions of the same content. */
export async function enterSharedProject(
  context: CommandContext,
  id: Id,
  action: Action,
): Promise<Row<'projects'>> {
  const { tx } = context
  const locked = await lockRows(tx, 'projects', [id, ...(await sharersOf(tx, id))])
  const found = locked.find((one) => one.id === id)
  const row = requireOpen(await admitted(tx, await viewerOf(context), found, action))
  await lockContentOf(tx, id)
  requireLocked(await sharersOf(tx, id), locked)
  return row
}

/** Enters a project to let oneself in, whoever is in it. For administrators, who come by themselves, not with a key. */
export async function enterAsAdministrator(context: CommandContext, id: Id): Promise<Row<'projects'>> {
  const [row] = await lockRows(context.tx, 'projects', [id])
  const viewer = await viewerOf(context)
  requireRight(viewer, 'people.manage')
  if (row === undefined || viewer.scopes) throw noSuchProject()
  requireThere(row)
  return row
}

/** Looks into a project. Throws as `enterProject` does. */
export async function viewProject(
  tx: Tx,
  viewer: Viewer,
  id: Id,
  action: Action = 'project.read',
): Promise<Row<'projects'>> {
  return admitted(tx, viewer, await findProject(tx, id), action)
}

/** Whether the viewer may subscribe to `projects`. */
export function mayFollowProjects(viewer: Viewer): boolean {
  return may(viewer.role, 'project.read')
}

/**
 * Whether the viewer may subscribe to `project:{id}` and `here:{id}`. A deleted project's channel stays open to them:
 * whoever was away learns of the deletion by recovery.
 */
export async function mayFollowProject(tx: Tx, viewer: Viewer, id: Id): Promise<boolean> {
  const row = await findProject(tx, id)
  return row !== undefined && (await standingOf(tx, viewer, row)) !== undefined
}

/** Whether the viewer sees the project and may do this there, archived or not; for what is no command. */
export async function mayInProject(tx: Tx, viewer: Viewer, id: Id, action: Action): Promise<boolean> {
  const row = await findProject(tx, id)
  if (row === undefined || row.deleted_at !== null) return false
  const standing = await standingOf(tx, viewer, row)
  if (standing === undefined) return false
  return standing === 'everybody' ? allows(viewer, action) : allowsAsMember(viewer, standing, action)
}

function findProject(tx: Tx, id: Id): Promise<Row<'projects'> | undefined> {
  return tx.selectFrom('projects').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What the viewer is in a project that they see: one of everybody, or a member; undefined where they do not see it. */
async function standingOf(
  tx: Tx,
  viewer: Viewer,
  { id, visibility }: Row<'projects'>,
): Promise<MemberRole | 'everybody' | undefined> {
  if (!may(viewer.role, 'project.read')) return undefined
  return visibility === 'public' ? 'everybody' : memberRoleOf(tx, viewer, id)
}

function requireOpen(row: Row<'projects'>, { archived = false }: Reach = {}): Row<'projects'> {
  if (row.archived_at === null || archived) return row
  throw new Refusal(
    'project_archived',
    `The project "${row.name}" was archived on ${instant(row.archived_at)}.`,
  )
}

async function admitted(
  tx: Tx,
  viewer: Viewer,
  row: Row<'projects'> | undefined,
  action: Action,
): Promise<Row<'projects'>> {
  if (row === undefined) throw noSuchProject()
  await requireRightIn(tx, viewer, row, action)
  requireThere(row)
  return row
}

/** What a member may do is what their role on the site and the one in the project allow together. */
async function requireRightIn(tx: Tx, viewer: Viewer, row: Row<'projects'>, action: Action): Promise<void> {
  const standing = await standingOf(tx, viewer, row)
  if (standing === undefined) throw noSuchProject()
  if (standing !== 'everybody' && allowsAsMember(viewer, standing, action)) return
  requireRight(viewer, action)
  if (standing !== 'everybody') {
    throw new Refusal('forbidden', `A ${standing} of this project may not do "${action}".`)
  }
}

function requireThere({ name, deleted_at }: Row<'projects'>): void {
  if (deleted_at === null) return
  throw new Refusal('gone', `The project "${name}" was deleted on ${instant(deleted_at)}.`)
}

function noSuchProject(): Refusal {
  return new Refusal('not_found', 'There is no project with this id.')
}
