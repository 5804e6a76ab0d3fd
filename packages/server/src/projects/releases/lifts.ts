/** What is to be done about each blocker, and by whom: the roles that may, and first the people whose turn it is. */
import {
  actionOfStep,
  type Blocker,
  type Id,
  type Lift,
  type LiftStep,
  liftBy,
  liftOf,
  may,
  type Role,
  type Status,
} from '@copydesk/contract'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'

type Unlifted<B> = B extends Blocker ? Omit<B, 'lift'> : never

/** What is in the way, with what says whose turn it is. */
export type FoundBlocker<B extends Blocker = Blocker> = Unlifted<B> & {
  assigneeId: Id | null
  /** It has no text of its own that somebody wrote. */
  isTakedown: boolean
  /** Who can lift it, where a rule says so and no table of roles. */
  byRule?: Lift
}

/** Whoever wrote the text goes on with it; nobody approves their own words. */
const writerSteps: readonly (LiftStep | undefined)[] = ['send', 'rebase', 'add', 'restore']

/** The blockers with their lifts, in the same order. */
export async function withLifts(tx: Tx, found: readonly FoundBlocker[]): Promise<Blocker[]> {
  const lifts = found.map((one) => liftFor(one))
  const isForWriter = found.map(
    ({ isTakedown }, index) => !isTakedown && writerSteps.includes(lifts[index]?.step),
  )
  const writers = await writersOf(
    tx,
    found.flatMap((one, index) => (isForWriter[index] && 'versionId' in one ? [one.versionId] : [])),
  )
  const candidates = found.map((one, index) =>
    isForWriter[index] && 'versionId' in one
      ? [one.assigneeId, writers.get(one.versionId)]
      : [one.assigneeId],
  )
  const roleOf = await rolesOf(
    tx,
    candidates.flatMap((ids) => ids.filter((id) => typeof id === 'string')),
  )
  return found.map(({ assigneeId: _, isTakedown: __, byRule, ...blocker }, index) => {
    if (byRule !== undefined) return { ...blocker, lift: byRule } as Blocker
    const lift = liftFor(blocker)
    const people = new Set(candidates[index]?.filter((id) => typeof id === 'string'))
    const turn = [...people].filter((id) => mayLift(roleOf.get(id), lift.step))
    return { ...blocker, lift: { ...lift, people: turn } } as Blocker
  })
}

/** What it embeds was deleted: adding that is no way out. */
function liftFor(found: Unlifted<Blocker>): Lift {
  const isOfTrash = found.reason === 'embed_not_live' && found.reference.isInTrash === true
  return isOfTrash ? liftBy('restore') : liftOf(found.reason, statusOf(found))
}

/** Of the version, where the blocker is of one. */
function statusOf(found: Unlifted<Blocker>): Status | null {
  return found.reason === 'open_task' ? null : found.status
}

function mayLift(role: Role | undefined, step: LiftStep): boolean {
  return role !== undefined && may(role, actionOfStep[step])
}

/** Who wrote the present text of each version, unless an import did. */
async function writersOf(tx: Tx, versionIds: readonly Id[]): Promise<Map<Id, Id>> {
  const rows = await selectInChunks([...new Set(versionIds)], (chunk) =>
    tx
      .selectFrom('versions')
      .select(({ fn }) => ['id', fn.coalesce('edited_by_id', 'author_id').as('writer_id')])
      .where('id', 'in', chunk)
      .execute(),
  )
  return new Map(rows.map(({ id, writer_id }) => [id, writer_id]))
}

/** Of those who work here. */
async function rolesOf(tx: Tx, ids: readonly Id[]): Promise<Map<Id, Role>> {
  const rows = await selectInChunks([...new Set(ids)], (chunk) =>
    tx
      .selectFrom('people')
      .select(['id', 'role'])
      .where('id', 'in', chunk)
      .where('deactivated_at', 'is', null)
      .execute(),
  )
  return new Map(rows.map(({ id, role }) => [id, role]))
}
