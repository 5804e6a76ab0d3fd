/**
 * One batch of one follow-up: takes the entries, does their work, removes them, all in one transaction. A batch that
 * fails comes back in single entries. They are removed last: a transaction that replaces one under its key may hold
 * rows that the work asks for, and takes the entry after them.
 */
import { systemActor } from '../command/system-actor.ts'
import type { FollowUpWork } from '../command/work.ts'
import { StorageFailure } from '../storage/storage-failure.ts'
import { lockName, type OutboxRow, takeDue } from './claims.ts'
import { setAside } from './failures.ts'
import type { Turn, WorkParts } from './parts.ts'

/** `preferFailed`: an entry that failed before comes first if it is due. */
export async function runFollowUp(
  parts: WorkParts,
  work: FollowUpWork,
  preferFailed: boolean,
): Promise<Turn> {
  let taken: OutboxRow[] = []
  const payloadOf = ({ payload }: OutboxRow) => work.payload.parse(JSON.parse(payload))
  try {
    const { body } = await parts.runner.run<Turn>({ actor: systemActor }, async (context) => {
      const { tx, now } = context
      taken = []
      if (!(await lockName(tx, work))) return { body: 'busy', events: [] }
      taken = await takeDue(tx, work, { now, limit: work.batchSize, preferFailed })
      if (taken.length === 0) return { body: 'idle', events: [] }
      const outcome = await work.work(context, taken.map(payloadOf))
      const ids = taken.map((row) => row.id)
      await tx.deleteFrom('outbox').where('id', 'in', ids).execute()
      return { body: 'worked', ...outcome }
    })
    return body
  } catch (error) {
    // A database that fails is not the entries' fault, and could not push them back either.
    if (taken.length === 0 || error instanceof StorageFailure) throw error
    await setAside(parts, work, taken, error, (context, row) => work.failed?.(context, payloadOf(row)))
    return 'worked'
  }
}
