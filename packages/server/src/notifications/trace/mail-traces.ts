/** How mail stands with those who were told of an event. */
import type { Id, MailTrace } from '@copydesk/contract'
import { instantOrNull } from '../../command/command.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'

/** By person; those of whom no mail was to tell it are left out. */
export async function mailTracesOf(
  tx: Tx,
  eventId: Id,
  personIds: readonly Id[],
): Promise<Map<Id, MailTrace>> {
  const rows = await selectInChunks(personIds, (chunk) =>
    tx
      .selectFrom('notifications as told')
      .innerJoin('mail_notices as notice', 'notice.notification_id', 'told.id')
      .leftJoin('mails as mail', 'mail.id', 'notice.mail_id')
      .select([
        'told.person_id as personId',
        'notice.due_at as dueAt',
        'mail.status',
        'mail.note',
        'mail.created_at as createdAt',
        'mail.begun_at as begunAt',
        'mail.settled_at as settledAt',
      ])
      .where('told.event_id', '=', eventId)
      .where('told.person_id', 'in', chunk)
      .execute(),
  )
  return new Map(
    rows.map(({ personId, dueAt, status, note, createdAt, begunAt, settledAt }) => [
      personId,
      {
        status: status ?? (dueAt === null ? 'dropped' : 'due'),
        note,
        at: instantOrNull(settledAt ?? begunAt ?? createdAt ?? dueAt),
      },
    ]),
  )
}
