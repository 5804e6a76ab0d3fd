/**
 * Whether mail leaves this installation. Kept in the database too, for work that knows no settings: where there is no mail,
 * nothing is written down to be mailed.
 */
import type { Mailing } from '@copydesk/contract'
import type { Settings } from '../settings/settings.ts'
import type { Tx } from '../storage/storage.ts'

const key = 'mailing'

/** As the settings say. */
export function mailingOf({ smtpServer, demo }: Pick<Settings, 'smtpServer' | 'demo'>): Mailing {
  if (smtpServer !== undefined) return 'on'
  return demo ? 'preview' : 'off'
}

/** Whether mails are made at all. */
export async function isMailing(tx: Tx): Promise<boolean> {
  const row = await tx.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  return row !== undefined && row.value !== 'off'
}

/** Said by a server that starts. */
export async function setMailing(tx: Tx, value: Mailing): Promise<void> {
  await tx
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
