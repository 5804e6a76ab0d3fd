/** Reads what people want to be told of: one person's all, or what several do not want in their inbox. */
import {
  channels,
  defaultPreference,
  type Id,
  type Mailing,
  type NotificationType,
  notificationTypes,
  type Preference,
  type Preferences,
  type Snapshot,
} from '@copydesk/contract'
import { selectInChunks } from '../../storage/chunks.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { readMailSettings } from '../mail/settings.ts'

/** `GET /preferences` */
export async function readPreferences(
  tx: Tx,
  personId: Id,
  mailing: Mailing,
): Promise<Snapshot<Preferences>> {
  const rows = await tx.selectFrom('preferences').selectAll().where('person_id', '=', personId).execute()
  const said = new Map(rows.map((row) => [row.type, presentPreference(row)]))
  return {
    data: notificationTypes.map((type) => said.get(type) ?? defaultPreference(type)),
    nextCursor: null,
    mail: await readMailSettings(tx, personId),
    mailing,
    position: await readPosition(tx, channels.person(personId)),
  }
}

/** A preference as its person sees it. */
export function presentPreference(row: Row<'preferences'>): Preference {
  return {
    id: row.type,
    revision: row.revision,
    channels: { inbox: row.inbox === 1, email: row.email !== 0 },
  }
}

/** By person: the types that they do not want in their inbox. */
export type Unwanted = ReadonlyMap<Id, ReadonlySet<NotificationType>>

/** Of these people. */
export async function unwantedOf(tx: Tx, personIds: readonly Id[]): Promise<Unwanted> {
  const rows = await selectInChunks(personIds, (chunk) =>
    tx
      .selectFrom('preferences')
      .select(['person_id', 'type'])
      .where('person_id', 'in', chunk)
      .where('inbox', '=', 0)
      .execute(),
  )
  return new Map(
    [...Map.groupBy(rows, (row) => row.person_id)].map(([personId, own]) => [
      personId,
      new Set(own.map(({ type }) => type)),
    ]),
  )
}
