/**
 * One batch of one follow-up: takes the entries, does their work, removes them but for what is left of them, all in one
 * transaction. A batch that fails comes back in single entries. They are removed last: a transaction that replaces one under its key may hold
 * rows that the work asks for, and takes the entry after them.
 */
import { systemActor } from '../command/system-actor.ts'
import type { FollowUpWork } from '../command/work.ts'
import type { Tx } from '../storage/storage.ts'
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
      const payloads = taken.map(payloadOf)
      const { left, ...outcome } = await work.work(context, payloads)
      const done: string[] = []
      for (const [index, { id }] of taken.entries()) {
        const before = payloads[index]
        const after = left?.get(before)
        if (after === undefined) done.push(id)
        else if (after !== before) await shorten(tx, id, after)
      }
      if (done.length > 0) await tx.deleteFrom('outbox').where('id', 'in', done).execute()
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

/** What was done of the entry counts as done, however its next attempt ends. */
async function shorten(tx: Tx, id: string, left: unknown): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ payload: JSON.stringify(left), attempts: 0, last_error: null })
    .where('id', '=', id)
    .execute()
}
