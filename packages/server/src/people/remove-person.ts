/**
 * Removes somebody for good: they lose sessions, tokens, live connections, password and address. Their words stay, and so
 * does the person beside them.
 */
import type { Id, Person } from '@copydesk/contract'
import type { Command } from '../command/command.ts'
import { forgetAddress } from '../notifications/mail/forget-address.ts'
import { recheck } from '../projects/review/recheck-approvals.ts'
import { checkSchedules } from '../projects/schedules/ask-for-checks.ts'
import type { Row } from '../storage/schema.ts'
import { lastAdministrator, personChanged } from './commands.ts'
import { enterPerson } from './door.ts'
import { leaveGroups } from './groups/commands.ts'
import { presentPerson } from './present.ts'
import { endSessionsOf } from './sessions/commands.ts'

/** What the site does with the names of those who were removed. */
export type RemovedNames = 'keep' | 'hide'

/**
 * Removes somebody for good. What the provider or an application calls them stays, so that neither brings them back; the
 * address becomes free.
 */
export function removePerson(id: Id, names: RemovedNames): Command<Person> {
  return async (context) => {
    const { person: before, isLastAdmin } = await enterPerson(context, id)
    if (isLastAdmin) throw lastAdministrator(before)
    const row: Row<'people'> = {
      ...before,
      name: names === 'keep' ? before.name : 'Removed person',
      // No address has two of them.
      email: `removed@${id}@`,
      password_hash: null,
      language: null,
      time_zone: null,
      deactivated_at: before.deactivated_at ?? context.now,
      removed_at: context.now,
      revision: before.revision + 1,
    }
    const { id: _, ...values } = row
    await context.tx.updateTable('people').set(values).where('id', '=', id).execute()
    await forgetAddress(context, id)
    const groups = await leaveGroups(context.tx, id)
    recheck(context, [id])
    context.enqueue(await checkSchedules(context.tx, id))
    const events = [...(await endSessionsOf(context, id)), personChanged(context, row, { groups })]
    return { body: presentPerson(row), events }
  }
}
