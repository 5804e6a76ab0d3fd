/** Changing what one is told of, under the lock of one's own inbox. */
import {
  type ChangePreference,
  channels,
  defaultPreference,
  type Id,
  notificationTypes,
  type Preference,
} from '@copydesk/contract'
import { type Command, event } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import type { Row } from '../../storage/schema.ts'
import { enterInbox } from '../door.ts'
import { presentPreference } from './queries.ts'

/** Changes where a person is told of one type. Throws `not_found` for what is no type. */
export function changePreference(personId: Id, name: string, change: ChangePreference): Command<Preference> {
  return async (context) => {
    const { tx, precondition } = context
    const type = notificationTypes.find((one) => one === name)
    if (type === undefined) throw new Refusal('not_found', 'There is no such type of notification.')
    await enterInbox(tx, personId)
    const row = await tx
      .selectFrom('preferences')
      .selectAll()
      .where('person_id', '=', personId)
      .where('type', '=', type)
      .executeTakeFirst()
    const before = row ? presentPreference(row) : defaultPreference(type)
    precondition.require(before.revision)
    const { inbox = before.channels.inbox, email = before.channels.email } = change.channels
    if (inbox === before.channels.inbox && email === before.channels.email) {
      return { body: before, events: [] }
    }
    const after: Row<'preferences'> = {
      person_id: personId,
      type,
      inbox: inbox ? 1 : 0,
      revision: before.revision + 1,
      email: email ? 1 : 0,
    }
    await tx
      .insertInto('preferences')
      .values(after)
      .onConflict((conflict) => conflict.columns(['person_id', 'type']).doUpdateSet(after))
      .execute()
    const preference = presentPreference(after)
    const changed = event(context, 'preference.changed', { preference })
    return { body: preference, events: [{ channel: channels.person(personId), event: changed }] }
  }
}
