/**
 * The one way into a project, and through it to its items, comments and releases. A command enters here before it reads
 * anything else, and the row stays locked; queries and the hub's subscribe look in without a lock. All of them get the
 * same answer: 404 for what is not there for this viewer, 403 for what they may not do, 410 for what was deleted. An
 * archived project is there to be looked at: commands are refused, but for those that open or end it.
 */
import type { Id } from '@copydesk/contract'
import { type CommandContext, instant } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { requireRight, type Viewer, viewerOf } from '../../command/viewer.ts'
import { lockContentOf } from '../../content/door.ts'
import { type Action, may } from '../../policy.ts'
import { lockRows } from '../../storage/lock.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { together } from '../../storage/together.ts'
import { requireLocked, sharersOf } from '../items/holders.ts'

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
  return requireOpen(admitted(viewer, row, action), reach)
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
  const isRestorable = row?.deleted_at != null && context.now - row.deleted_at < restorableForMs
  if (!isRestorable || !isVisible(viewer, row)) return admitted(viewer, row, action)
  requireRight(viewer, action)
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
  const row = requireOpen(admitted(await viewerOf(context), found, action))
  await lockContentOf(tx, id)
  requireLocked(await sharersOf(tx, id), locked)
  return row
}

/** Looks into a project. Throws as `enterProject` does. */
export async function viewProject(
  tx: Tx,
  viewer: Viewer,
  id: Id,
  action: Action = 'project.read',
): Promise<Row<'projects'>> {
  return admitted(viewer, await findProject(tx, id), action)
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
  return isVisible(viewer, await findProject(tx, id))
}

function findProject(tx: Tx, id: Id): Promise<Row<'projects'> | undefined> {
  return tx.selectFrom('projects').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Whoever may read projects sees every project. */
function isVisible(viewer: Viewer, row: Row<'projects'> | undefined): row is Row<'projects'> {
  return row !== undefined && may(viewer.role, 'project.read')
}

/** How long a deleted project can be brought back. */
const restorableForMs = 30 * 24 * 60 * 60 * 1000

function requireOpen(row: Row<'projects'>, { archived = false }: Reach = {}): Row<'projects'> {
  if (row.archived_at === null || archived) return row
  throw new Refusal(
    'project_archived',
    `The project "${row.name}" was archived on ${instant(row.archived_at)}.`,
  )
}

function admitted(viewer: Viewer, row: Row<'projects'> | undefined, action: Action): Row<'projects'> {
  if (!isVisible(viewer, row)) throw new Refusal('not_found', 'There is no project with this id.')
  requireRight(viewer, action)
  if (row.deleted_at !== null) {
    throw new Refusal('gone', `The project "${row.name}" was deleted on ${instant(row.deleted_at)}.`)
  }
  return row
}
