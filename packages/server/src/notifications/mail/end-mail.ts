/** Ends, or takes up again, the mail of one thread or the digest: by a click in a mail, in the name of whom it was sent to. */
import type { SubscriptionKey } from '@copydesk/contract'
import type { Command } from '../../command/command.ts'
import type { Unsubscribe } from '../../mail/unsubscribe-links.ts'
import { lockRows } from '../../storage/lock.ts'
import { mailSettingsChanged, writeMailSettings } from './change-settings.ts'
import { readMailSettings } from './settings.ts'

/** Says whether its person is there; doing it again changes nothing. */
export function endMail({ personId, what }: Unsubscribe, isEnded: boolean): Command<boolean> {
  return async (context) => {
    const [person] = await lockRows(context.tx, 'people', [personId])
    if (!person || person.removed_at !== null) return { body: false, events: [] }
    if (what === 'digest') {
      const { digest } = await readMailSettings(context.tx, personId)
      const every = isEnded ? 'off' : 'daily'
      return { ...(await writeMailSettings(context, personId, { digest: { ...digest, every } })), body: true }
    }
    const isChanged = await muteThread(context, personId, what, isEnded)
    return { body: true, events: isChanged ? [await mailSettingsChanged(context, personId)] : [] }
  }
}

async function muteThread(
  { tx, now }: Parameters<Command<boolean>>[0],
  personId: string,
  key: SubscriptionKey,
  isMuted: boolean,
): Promise<boolean> {
  if (isMuted) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('mail_mutes')
      .values({ person_id: personId, thread_key: key, muted_at: now })
      .onConflict((conflict) => conflict.columns(['person_id', 'thread_key']).doNothing())
      .executeTakeFirst()
    return (numInsertedOrUpdatedRows ?? 0n) > 0n
  }
  const { numDeletedRows } = await tx
    .deleteFrom('mail_mutes')
    .where('person_id', '=', personId)
    .where('thread_key', '=', key)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
