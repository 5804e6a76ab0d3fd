/** What is to be done about each blocker, and by whom: the roles that may, and first the people whose turn it is. */
import {
  type Action,
  type Blocker,
  type Id,
  type Lift,
  type LiftStep,
  may,
  type Role,
  roles,
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
}

const actionOf: Record<LiftStep, Action> = {
  send: 'item.write',
  approve: 'item.review',
  unschedule: 'project.publish',
  rebase: 'item.write',
  remove: 'item.write',
}

const stepOf: Record<Blocker['reason'], (status: Status) => LiftStep> = {
  not_ready: (status) =>
    status === 'in_review' ? 'approve' : status === 'scheduled' ? 'unschedule' : 'send',
  changed_since: () => 'rebase',
  held_by_project: () => 'remove',
}

/** Whoever wrote the text goes on with it; nobody approves their own words. */
const writerSteps: readonly (LiftStep | undefined)[] = ['send', 'rebase']

/** The blockers with their lifts, in the same order. */
export async function withLifts(tx: Tx, found: readonly FoundBlocker[]): Promise<Blocker[]> {
  const steps = found.map(({ reason, status }) => stepOf[reason](status))
  const isForWriter = found.map(({ isTakedown }, index) => !isTakedown && writerSteps.includes(steps[index]))
  const writers = await writersOf(
    tx,
    found.flatMap(({ versionId }, index) => (isForWriter[index] ? [versionId] : [])),
  )
  const candidates = found.map(({ assigneeId, versionId }, index) =>
    isForWriter[index] ? [assigneeId, writers.get(versionId)] : [assigneeId],
  )
  const roleOf = await rolesOf(
    tx,
    candidates.flatMap((ids) => ids.filter((id) => typeof id === 'string')),
  )
  return found.map(({ assigneeId: _, isTakedown: __, ...blocker }, index) => {
    const step = steps[index] ?? 'send'
    return { ...blocker, lift: liftOf(step, candidates[index] ?? [], roleOf) } as Blocker
  })
}

function liftOf(step: LiftStep, candidates: readonly (Id | null | undefined)[], roleOf: Map<Id, Role>): Lift {
  const mayLift = (role: Role | undefined) => role !== undefined && may(role, actionOf[step])
  const people = new Set(candidates.filter((id) => typeof id === 'string'))
  return {
    step,
    roles: roles.filter(mayLift),
    people: [...people].filter((id) => mayLift(roleOf.get(id))),
  }
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

async function rolesOf(tx: Tx, ids: readonly Id[]): Promise<Map<Id, Role>> {
  const rows = await selectInChunks([...new Set(ids)], (chunk) =>
    tx.selectFrom('people').select(['id', 'role']).where('id', 'in', chunk).execute(),
  )
  return new Map(rows.map(({ id, role }) => [id, role]))
}
