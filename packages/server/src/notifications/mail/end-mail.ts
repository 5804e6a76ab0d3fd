/** Ends, or takes up again, the mail of one thread or the digest: by a click in a mail, in the name of whom it was sent to. */
import type { DigestPeriod, SubscriptionKey } from '@copydesk/contract'
import type { Command } from '../../command/command.ts'
import type { Unsubscribe } from '../../mail/unsubscribe-links.ts'
import { lockRows } from '../../storage/lock.ts'
import { mailSettingsChanged, writeMailSettings } from './change-settings.ts'
import { readMailSettings } from './settings.ts'

/** What is wanted: no more, or again; a digest as often as it came before. */
export type Wanted = 'none' | 'thread' | Exclude<DigestPeriod, 'off'>

/** Gives how often the digest came before, null where its person is not there; doing it again changes nothing. */
export function endMail({ personId, what }: Unsubscribe, wanted: Wanted): Command<DigestPeriod | null> {
  return async (context) => {
    const [person] = await lockRows(context.tx, 'people', [personId])
    if (!person || person.removed_at !== null) return { body: null, events: [] }
    const { digest } = await readMailSettings(context.tx, personId)
    const isEnded = wanted === 'none'
    if (what === 'digest') {
      // Whoever has one chose how often.
      const again = digest.every !== 'off' ? digest.every : wanted === 'weekly' ? 'weekly' : 'daily'
      const change = { digest: { ...digest, every: isEnded ? ('off' as const) : again } }
      return { ...(await writeMailSettings(context, personId, change)), body: digest.every }
    }
    const isChanged = await muteThread(context, personId, what, isEnded)
    return { body: digest.every, events: isChanged ? [await mailSettingsChanged(context, personId)] : [] }
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
