/**
 * Lets what is scheduled follow the rules of time zones that came with this server. States change them some weeks ahead,
 * so that what was scheduled before would go out at another time than people asked for.
 */
import type { Command } from '../../command/command.ts'
import { systemActor } from '../../command/system-actor.ts'
import type { Services } from '../../services.ts'
import type { Tx } from '../../storage/storage.ts'
import { doorOf } from './door-of.ts'
import { isStale, moveByRules } from './move-by-rules.ts'
import { type Owner, ownerOf } from './owner.ts'
import { scheduleOf } from './rows.ts'
import { carriedOut } from './run-schedule.ts'
import { systemZoneRules, type ZoneRules } from './wall-time.ts'

/**
 * Moves each pending schedule by its own command; those that these rules are older than stay. One that fails does not
 * keep the others back, and is tried again the next time.
 */
export async function followZoneRules(
  { storage, runner }: Pick<Services, 'storage' | 'runner'>,
  rules: ZoneRules = systemZoneRules,
): Promise<void> {
  const errors: unknown[] = []
  for (const owner of await storage.read((tx) => findStale(tx, rules))) {
    try {
      await runner.run({ actor: systemActor }, followRules(owner, rules))
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'Schedules do not follow the rules of time zones')
}

async function findStale(tx: Tx, rules: ZoneRules): Promise<Owner[]> {
  const pending = await tx.selectFrom('schedules').selectAll().where('state', '=', 'pending').execute()
  return pending.filter((row) => isStale(row, rules)).map(ownerOf)
}

/** What was found may have been carried out, cancelled or moved by another node meanwhile. */
function followRules(owner: Owner, rules: ZoneRules): Command<null> {
  return async (context) => {
    const subject = await doorOf(owner).lock(context)
    const schedule = subject && (await scheduleOf(context.tx, subject))
    if (!subject || schedule?.state !== 'pending' || !isStale(schedule, rules)) {
      return { body: null, events: [] }
    }
    const { events, outbox, moved } = await moveByRules(context, subject, schedule, rules)
    return { body: null, events, outbox: [...outbox, ...carriedOut(moved)] }
  }
}
