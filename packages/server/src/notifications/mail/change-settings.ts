/** Changing when one is mailed, under the lock of one's own inbox; what waits for its mail follows. */
import { type ChangeMailSettings, channels, type Id, type MailSettings } from '@copydesk/contract'
import { type Command, type CommandContext, event, type Outcome } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import { enterInbox } from '../door.ts'
import { digestTimes, planMailsIn } from './notices.ts'
import { forgetRefused } from './refused-address.ts'
import { readMailSettings, readMailWishes } from './settings.ts'

/** `PATCH /preferences/mail` */
export function changeMailSettings(personId: Id, change: ChangeMailSettings): Command<MailSettings> {
  return async (context) => {
    await enterInbox(context.tx, personId)
    context.precondition.require((await readMailSettings(context.tx, personId)).revision)
    return writeMailSettings(context, personId, change)
  }
}

/** Within an inbox that is entered. */
export async function writeMailSettings(
  context: CommandContext,
  personId: Id,
  { mutedThreads, refusedAddress, ...change }: ChangeMailSettings,
): Promise<Outcome<MailSettings>> {
  const { tx } = context
  const before = await readMailSettings(tx, personId)
  const after: MailSettings = {
    ...before,
    waitMinutes: change.waitMinutes ?? before.waitMinutes,
    digest: change.digest ?? before.digest,
    workingDays: change.workingDays ? [...new Set(change.workingDays)].sort() : before.workingDays,
    quietHours: change.quietHours === undefined ? before.quietHours : change.quietHours,
    mutedThreads: mutedThreads ?? before.mutedThreads,
    refusedAddress: refusedAddress === undefined ? before.refusedAddress : null,
  }
  if (JSON.stringify(after) === JSON.stringify(before)) return { body: before, events: [] }
  const saved = { ...after, revision: before.revision + 1 }
  await save(context, personId, saved)
  if (mutedThreads === 0) await tx.deleteFrom('mail_mutes').where('person_id', '=', personId).execute()
  if (refusedAddress === null) await forgetRefused(context, personId)
  return {
    body: saved,
    events: [changed(context, personId, saved)],
    outbox: await waitAnew(context, personId),
  }
}

/** Tells of what threads people ended the mail of: it counts as a change of their settings. */
export async function mailSettingsChanged(context: CommandContext, personId: Id): Promise<ChannelEvent> {
  const mail = await readMailSettings(context.tx, personId)
  const saved = { ...mail, revision: mail.revision + 1 }
  await save(context, personId, saved)
  return changed(context, personId, saved)
}

function changed(context: CommandContext, personId: Id, mail: MailSettings): ChannelEvent {
  return { channel: channels.person(personId), event: event(context, 'mail_settings.changed', { mail }) }
}

async function save({ tx }: CommandContext, personId: Id, mail: MailSettings): Promise<void> {
  const row: Row<'mail_settings'> = {
    person_id: personId,
    revision: mail.revision,
    wait_minutes: mail.waitMinutes,
    digest: mail.digest.every,
    digest_hour: mail.digest.hour,
    digest_weekday: mail.digest.weekday,
    working_days: mail.workingDays.join(''),
    quiet_from: mail.quietHours?.from ?? null,
    quiet_to: mail.quietHours?.to ?? null,
  }
  await tx
    .insertInto('mail_settings')
    .values(row)
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
}

/** Has what waits be due as the settings say now; a digest that is off waits for nothing. */
async function waitAnew({ tx, now }: CommandContext, personId: Id): Promise<OutboxEntry[]> {
  const wishes = await readMailWishes(tx, [personId])
  const waitMs = (wishes.get(personId)?.settings.waitMinutes ?? 0) * 60_000
  await tx
    .updateTable('mail_notices')
    .set(({ selectFrom }) => ({
      due_at: selectFrom('notifications')
        .select(({ eb }) => eb('created_at', '+', waitMs).as('at'))
        .whereRef('notifications.id', '=', 'mail_notices.notification_id'),
    }))
    .where('person_id', '=', personId)
    .where('due_at', 'is not', null)
    .where('digest', '=', 0)
    .execute()
  const digestAt = (await digestTimes(tx, wishes, now))(personId)
  if (digestAt === undefined) {
    await tx
      .deleteFrom('mail_notices')
      .where('person_id', '=', personId)
      .where('due_at', 'is not', null)
      .where('digest', '=', 1)
      .execute()
  } else {
    await tx
      .updateTable('mail_notices')
      .set({ due_at: digestAt })
      .where('person_id', '=', personId)
      .where('due_at', 'is not', null)
      .where('digest', '=', 1)
      .execute()
  }
  return [planMailsIn(0)]
}
