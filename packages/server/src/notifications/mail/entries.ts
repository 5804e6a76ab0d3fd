/** Notifications as entries of letters. */
import { deedOf, type Id, type Notification } from '@copydesk/contract'
import type { LetterEntry } from '../../mail/letter.ts'
import type { Row } from '../../storage/schema.ts'
import { presentNotification } from '../present.ts'

/** Whoever has no name here any more. */
export const someone = 'Someone'

export function entryOf(
  row: Row<'notifications'>,
  words: string,
  names: ReadonlyMap<Id, string>,
  clock: (ms: number) => string,
): LetterEntry {
  const { verb, object } = deedOf(presentNotification(row))
  return {
    who: names.get(row.actor_id) ?? someone,
    deed: `${verb} ${object}`,
    at: clock(row.created_at),
    words,
  }
}

/** What it is about, with the project that it is in. */
export function titleOf({ itemTitle, projectName, facts }: Notification): string {
  const title = itemTitle ?? facts?.task?.title
  if (title === undefined) return projectName ?? 'Copydesk'
  return projectName === null ? title : `${title} (${projectName})`
}
