/** The mail of the demo, which is sent to nobody: kept as it would have arrived, for those who try it out. */
import type { Id, MailPreview, MailPreviews } from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import type { Viewer } from '../../command/viewer.ts'
import type { MailTransport } from '../../mail/transport.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Transactions, Tx } from '../../storage/storage.ts'
import { noticesOf } from './notices.ts'
import { readableAmong } from './readable.ts'

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

/** `GET /me/mails` */
export async function readMailPreviews(tx: Tx, viewer: Viewer): Promise<MailPreviews> {
  const rows = await seenBy(tx, viewer).orderBy('mail.id', 'desc').limit(mostShown).execute()
  const data: MailPreview[] = []
  for (const { id, personId, subject, createdAt, composedAt } of rows) {
    if (!(await mayBeShown(tx, viewer, id, composedAt ?? createdAt))) continue
    data.push({ id, personId, subject, createdAt: instant(createdAt) })
  }
  return { data, nextCursor: null }
}

/** Throws `not_found` for what is not there, another's, or not to be shown any more. */
export async function readMailPreview(tx: Tx, viewer: Viewer, id: Id): Promise<string> {
  const row = await seenBy(tx, viewer).select('preview.html').where('mail.id', '=', id).executeTakeFirst()
  if (!row || !(await mayBeShown(tx, viewer, id, row.composedAt ?? row.createdAt))) {
    throw new Refusal('not_found', 'There is no such mail, or its words are not to be shown any more.')
  }
  return row.html
}

/** One's own; everybody's for administrators. */
function seenBy(tx: Tx, { id, role }: Viewer) {
  return tx
    .selectFrom('mail_previews as preview')
    .innerJoin('mails as mail', 'mail.id', 'preview.mail_id')
    .select(['mail.id', 'mail.person_id as personId', 'preview.subject'])
    .select(['mail.created_at as createdAt', 'mail.begun_at as composedAt'])
    .$if(role !== 'admin', (query) => query.where('mail.person_id', '=', id))
}

/**
 * Whether the viewer sees all that it tells of, and its words still stand: what mailboxes keep, the product does not. Also
 * the comment that it quotes before may have been taken back.
 */
async function mayBeShown(tx: Tx, viewer: Viewer, mailId: Id, composedAt: number): Promise<boolean> {
  const rows = await noticesOf(tx, mailId)
  if (rows.length === 0 || (await readableAmong(tx, viewer, rows)).length < rows.length) return false
  const threads = await selectInChunks(
    rows.flatMap((row) => row.comment_id ?? []),
    (chunk) => tx.selectFrom('comments').select('thread_id').distinct().where('id', 'in', chunk).execute(),
  )
  const changed = await selectInChunks(
    threads.map((row) => row.thread_id),
    (chunk) =>
      tx
        .selectFrom('comments')
        .select('id')
        .where('thread_id', 'in', chunk)
        .where(({ eb, or }) => or([eb('deleted_at', '>=', composedAt), eb('edited_at', '>=', composedAt)]))
        .limit(1)
        .execute(),
  )
  return changed.length === 0
}
