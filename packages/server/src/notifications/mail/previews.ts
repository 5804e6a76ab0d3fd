/** The mail of the demo, which is sent to nobody: kept as it would have arrived, for those who try it out. */
import type { Id, MailPreviews } from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import type { Viewer } from '../../command/viewer.ts'
import type { MailTransport } from '../../mail/transport.ts'
import type { Transactions, Tx } from '../../storage/storage.ts'

const mostShown = 50

/** Takes every mail, and sends none. */
export function createPreviews(storage: Transactions): MailTransport {
  return {
    send: async ({ id, subject, html }, { onBegin }) => {
      await onBegin()
      await storage.write((tx) =>
        tx
          .insertInto('mail_previews')
          .values({ mail_id: id, subject, html })
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      )
      return 'Kept to be looked at'
    },
  }
}

/** One's own; everybody's for administrators. */
function seenBy(tx: Tx, { id, role }: Viewer) {
  return tx
    .selectFrom('mail_previews as preview')
    .innerJoin('mails as mail', 'mail.id', 'preview.mail_id')
    .$if(role !== 'admin', (query) => query.where('mail.person_id', '=', id))
}

/** `GET /me/mails` */
export async function readMailPreviews(tx: Tx, viewer: Viewer): Promise<MailPreviews> {
  const rows = await seenBy(tx, viewer)
    .select(['mail.id', 'mail.person_id as personId', 'preview.subject', 'mail.created_at as createdAt'])
    .orderBy('mail.id', 'desc')
    .limit(mostShown)
    .execute()
  return { data: rows.map((row) => ({ ...row, createdAt: instant(row.createdAt) })), nextCursor: null }
}

/** Throws `not_found` for what is not there, or another's. */
export async function readMailPreview(tx: Tx, viewer: Viewer, id: Id): Promise<string> {
  const row = await seenBy(tx, viewer).select('preview.html').where('mail.id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('not_found', 'There is no such mail.')
  return row.html
}
