/** What must hold before items are changed; each check names all the items that fail it. */
import {
  actionOfMove,
  type FieldError,
  type Id,
  mayMoveStatus,
  type ProjectItem,
  type SettableStatus,
} from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import { requireRight, type Viewer } from '../../command/viewer.ts'
import type { Tx } from '../../storage/storage.ts'

/** JSON Pointer to the field of the request that named the item at this index. */
export type PathOf = (index: number) => string

/** Throws `invalid_request` unless every id is one of the items found. */
export function requireAll(ids: readonly Id[], found: ReadonlyMap<Id, ProjectItem>, pathOf: PathOf): void {
  const errors = fieldErrors(ids, pathOf, (id) => (found.has(id) ? undefined : 'is not in this project'))
  if (errors.length === 0) return
  throw new Refusal('invalid_request', `Not in this project: ${errors.length} of ${ids.length} items.`, {
    errors,
  })
}

/** What is to be moved: an item, or a version by itself. */
type Moving = Pick<ProjectItem, 'title' | 'status'>

/** Throws `locked_by_schedule`, or `invalid_status_move` unless each of the items may move to the status or has it already. */
export function requireMoves(
  ids: readonly Id[],
  items: ReadonlyMap<Id, Moving>,
  status: SettableStatus,
  pathOf: PathOf,
): void {
  requireNoneScheduled([...items.values()])
  const errors = fieldErrors(ids, pathOf, (id) => {
    const item = items.get(id)
    if (!item || item.status === status || mayMoveStatus(item.status, status)) return undefined
    return `"${item.title}" is ${inWords(item.status)} and cannot become ${inWords(status)}`
  })
  const [first] = errors
  if (!first) return
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`
  throw new Refusal('invalid_status_move', `${first.message}${more}.`, { errors })
}

/** Throws `locked_by_schedule` where a schedule holds one of these: neither its text nor its status changes then. */
export function requireNoneScheduled(items: readonly Moving[]): void {
  const held = items.find(({ status }) => status === 'scheduled')
  if (held === undefined) return
  throw new Refusal('locked_by_schedule', `"${held.title}" is scheduled. Cancel the schedule first.`)
}

/** Throws `forbidden` unless the viewer may make these moves: who reviews need not be who writes. */
export function requireMoveRights(viewer: Viewer, moving: readonly Moving[], status: SettableStatus): void {
  const moves = moving.filter((one) => one.status !== status)
  for (const action of new Set(moves.map((one) => actionOfMove(one.status, status)))) {
    requireRight(viewer, action)
  }
}

/** Throws `invalid_request` unless there is such a person. */
export async function requireAssignee(tx: Tx, assigneeId: Id): Promise<void> {
  const person = await tx
    .selectFrom('people')
    .select('deactivated_at')
    .where('id', '=', assigneeId)
    .executeTakeFirst()
  if (person?.deactivated_at === null) return
  const message = person ? 'This person does not work here any more' : 'There is nobody with this id'
  throw new Refusal('invalid_request', `${message}.`, { errors: [{ path: '/assigneeId', message }] })
}

/** An error for each id with a problem. */
export function fieldErrors(
  ids: readonly Id[],
  pathOf: PathOf,
  problem: (id: Id) => string | undefined,
): FieldError[] {
  return ids.flatMap((id, index) => {
    const message = problem(id)
    return message === undefined ? [] : [{ path: pathOf(index), message }]
  })
}

function inWords(status: string): string {
  return status.replaceAll('_', ' ')
}
