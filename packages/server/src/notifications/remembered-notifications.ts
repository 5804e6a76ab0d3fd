/** Remembered answers about inboxes hold no words that they quote: sent again, the answer shows what is there now. */
import type { ChangedEntries, InboxEntry, Notification } from '@copydesk/contract'
import type { AnswerMemory } from '../command/idempotency.ts'
import type { Viewer } from '../command/viewer.ts'
import { enterEntries, enterNotification, noEntry } from './door.ts'
import { presentEntries } from './inbox/present.ts'
import { presentNotification } from './present.ts'
import { countInbox } from './queries.ts'
import { withTodaysTitle } from './todays-titles.ts'

/** Throws `not_found` where the notification is gone, or the viewer sees it no more. */
export function notificationAsItIs({ id: personId }: Viewer): AnswerMemory<Notification> {
  return {
    keep: ({ id }) => ({ id }),
    restore: async (tx, kept) => {
      const row = await enterNotification(tx, personId, (kept as Notification).id)
      return presentNotification(await withTodaysTitle(tx, row))
    },
  }
}

/** The same of an entry. */
export function entryAsItIs({ id: personId }: Viewer): AnswerMemory<InboxEntry> {
  return {
    keep: ({ id }) => ({ id }),
    restore: async (tx, kept) => {
      const { id } = kept as Pick<InboxEntry, 'id'>
      const [entry] = await presentEntries(tx, await enterEntries(tx, personId, [id]))
      if (entry === undefined) throw noEntry()
      return entry
    },
  }
}

/** Of several entries, those that are there. */
export function entriesAsTheyAre({ id: personId }: Viewer): AnswerMemory<ChangedEntries> {
  return {
    keep: ({ data, leftOut }) => ({ data: data.map(({ id }) => ({ id })), leftOut }),
    restore: async (tx, kept) => {
      const { data, leftOut } = kept as Pick<ChangedEntries, 'data' | 'leftOut'>
      const ids = data.map(({ id }) => id)
      const there = await presentEntries(tx, await enterEntries(tx, personId, ids))
      return { data: there, leftOut, counts: await countInbox(tx, personId) }
    },
  }
}
