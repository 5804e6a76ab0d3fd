/** When and of what people are mailed, as they say it. */
import {
  defaultMailSettings,
  type Id,
  type MailSettings,
  type NotificationType,
  type SubscriptionKey,
  type Weekday,
} from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { refusedAddressOf } from './refused-address.ts'

/** What one person wants of mail. */
export interface MailWishes {
  settings: Omit<MailSettings, 'mutedThreads' | 'refusedAddress'>
  timeZone: string
  /** Types that they do not want by mail. */
  refused: ReadonlySet<NotificationType>
}

/** As its person sees it. */
export function presentMailSettings(
  row: Row<'mail_settings'> | undefined,
  mutedThreads: number,
  refused?: Row<'refused_addresses'>,
): MailSettings {
  const refusedAddress = refused
    ? { address: refused.address, note: refused.note, refusedAt: instant(refused.refused_at) }
    : null
  if (!row) return { ...defaultMailSettings, mutedThreads, refusedAddress }
  return {
    revision: row.revision,
    waitMinutes: row.wait_minutes,
    digest: { every: row.digest, hour: row.digest_hour, weekday: row.digest_weekday as Weekday },
    workingDays: [...row.working_days].map((day) => Number(day) as Weekday),
    quietHours: row.quiet_from === null ? null : { from: row.quiet_from, to: row.quiet_to ?? 0 },
    mutedThreads,
    refusedAddress,
  }
}

/** One's own. */
export async function readMailSettings(tx: Tx, personId: Id): Promise<MailSettings> {
  const row = await tx
    .selectFrom('mail_settings')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const muted = await mutedBy(tx, personId)
  return presentMailSettings(row, muted.size, await refusedAddressOf(tx, personId))
}

/** What a person ended the mail of. */
export async function mutedBy(tx: Tx, personId: Id): Promise<Set<SubscriptionKey>> {
  const rows = await tx
    .selectFrom('mail_mutes')
    .select('thread_key')
    .where('person_id', '=', personId)
    .execute()
  return new Set(rows.map((row) => row.thread_key))
}

/** Of those of these people who are there. */
export async function readMailWishes(tx: Tx, personIds: readonly Id[]): Promise<Map<Id, MailWishes>> {
  const ids = [...new Set(personIds)]
  const people = await selectInChunks(ids, (chunk) =>
    tx.selectFrom('people').select(['id', 'time_zone']).where('id', 'in', chunk).execute(),
  )
  const rows = await selectInChunks(ids, (chunk) =>
    tx.selectFrom('mail_settings').selectAll().where('person_id', 'in', chunk).execute(),
  )
  const settings = new Map(rows.map((row) => [row.person_id, row]))
  const refused = Map.groupBy(
    await selectInChunks(ids, (chunk) =>
      tx
        .selectFrom('preferences')
        .select(['person_id', 'type'])
        .where('person_id', 'in', chunk)
        .where('email', '=', 0)
        .execute(),
    ),
    (row) => row.person_id,
  )
  return new Map(
    people.map(({ id, time_zone }) => [
      id,
      {
        settings: presentMailSettings(settings.get(id), 0),
        timeZone: time_zone ?? 'UTC',
        refused: new Set((refused.get(id) ?? []).map(({ type }) => type)),
      },
    ]),
  )
}
