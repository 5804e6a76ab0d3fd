/** What people change of their own. Passwords arrive here checked and hashed. */
import type { ChangeMe, Id, Me } from '@copydesk/contract'
import type { Command, CommandContext } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { remindersOfPerson } from '../../projects/reminders/remind.ts'
import type { Row } from '../../storage/schema.ts'
import { personChanged } from '../commands.ts'
import { presentMe } from '../present.ts'
import { endSessionsOf } from '../sessions/commands.ts'

/** Changes one's own name, language or time zone. */
export function changeMe(personId: Id, { name, language, timeZone }: ChangeMe): Command<Me> {
  return async (context) => {
    const before = await lockMe(context, personId)
    context.precondition.require(before.revision)
    const row: Row<'people'> = {
      ...before,
      name: name ?? before.name,
      language: language === undefined ? before.language : language,
      time_zone: timeZone === undefined ? before.time_zone : timeZone,
    }
    const isSame =
      row.name === before.name && row.language === before.language && row.time_zone === before.time_zone
    if (isSame) return { body: presentMe(before), events: [] }
    row.revision += 1
    await context.tx
      .updateTable('people')
      .set({
        name: row.name,
        language: row.language,
        time_zone: row.time_zone,
        revision: row.revision,
      })
      .where('id', '=', personId)
      .execute()
    const isElsewhere = row.time_zone !== before.time_zone
    return {
      body: presentMe(row),
      events: [personChanged(context, row)],
      outbox: isElsewhere ? await remindersOfPerson(context, personId) : [],
    }
  }
}

export interface NewPassword {
  /** The hash that the old password was checked against: by now it may be another one. */
  checkedHash: string
  passwordHash: string
  /** The session that asks, which ends in any case: somebody else may hold a copy of its cookie. */
  sessionId: Id
  keepOtherSessions: boolean
}

export function changePassword(personId: Id, input: NewPassword): Command<null> {
  return async (context) => {
    const before = await lockMe(context, personId)
    if (before.password_hash !== input.checkedHash) throw new Refusal('password_wrong')
    await context.tx
      .updateTable('people')
      .set({ password_hash: input.passwordHash })
      .where('id', '=', personId)
      .execute()
    const which = input.keepOtherSessions ? { only: input.sessionId } : {}
    return { status: 204, body: null, events: await endSessionsOf(context, personId, which) }
  }
}

async function lockMe({ tx }: CommandContext, personId: Id): Promise<Row<'people'>> {
  const row = await tx
    .selectFrom('people')
    .selectAll()
    .where('id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('not_signed_in')
  return row
}
