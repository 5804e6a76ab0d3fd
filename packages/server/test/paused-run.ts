/** Transactions that are held open before their commit, for what others do meanwhile. On PostgreSQL. */
import type { Id } from '@copydesk/contract'
import { sql } from 'kysely'
import type { Command, CommandContext } from '../src/command/command.ts'
import { systemActor } from '../src/command/system-actor.ts'
import type { WorkOutcome } from '../src/command/work.ts'
import type { Storage } from '../src/storage/storage.ts'
import type { RaceDesk } from './race-desk.ts'

/** In whose name jobs run. */
export const bySystem = { actor: systemActor }

/** In a transaction that takes entries first, as jobs do. */
export function asJob(work: (context: CommandContext) => Promise<WorkOutcome>): Command<null> {
  return async (context) => {
    await context.tx.selectFrom('outbox').select('id').limit(1).execute()
    return { body: null, ...(await work(context)) }
  }
}

/** Done, but its events are not there and nothing is committed before `mayEnd`. */
export function pausedRun(desk: RaceDesk, personId: Id, command: Command<unknown>, request = {}) {
  const done = Promise.withResolvers<void>()
  const mayEnd = Promise.withResolvers<void>()
  const ended = desk.run(
    personId,
    async (context) => {
      const outcome = await command(context)
      done.resolve()
      await mayEnd.promise
      return outcome
    },
    request,
  )
  return { done: done.promise, mayEnd: () => mayEnd.resolve(), ended }
}

/** Resolves once some statement waits for a row that another transaction keeps locked. */
export async function untilOneWaitsForALock(storage: Storage): Promise<void> {
  const countWaiting = () =>
    storage.read(async (tx) => {
      const { rows } = await sql`select 1 from pg_stat_activity
        where wait_event_type = 'Lock' and datname = current_database()`.execute(tx)
      return rows.length
    })
  while ((await countWaiting()) === 0);
}
