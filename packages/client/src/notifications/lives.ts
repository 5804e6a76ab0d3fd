/** The live snapshots of the signed-in person's inbox, one for each filter. */
import {
  type AccessChanged,
  applyInbox,
  channels,
  type Id,
  type InboxEvent,
  type InboxFilter,
  type InboxState,
  mergeInboxPage,
} from '@copydesk/contract'
import type { Api } from '../api.ts'
import { liveKey } from '../live/live-store.ts'
import type { Live } from '../live/live-types.ts'
import { rowIds } from '../live/row-changes.ts'
import { limitOf, type SharedLive } from '../live/shared-live.ts'

export const inboxKeys = {
  /** Of each filter. */
  allInboxes: liveKey<InboxState>('inbox:'),
  inbox: (filter: InboxFilter) => liveKey<InboxState>(`inbox:${filter}`),
} as const

export interface InboxLives {
  inbox(filter?: InboxFilter): Live<InboxState>
}

/** `me` is the signed-in person; `onAccessChanged` is told when they see other private projects from now on. */
export function createInboxLives(
  shared: SharedLive,
  { notifications }: Api,
  me: Id,
  onAccessChanged: () => void,
): InboxLives {
  return {
    inbox: (filter = 'all') =>
      shared<InboxState, InboxEvent | AccessChanged>(inboxKeys.inbox(filter), {
        channel: channels.person(me),
        load: (call) => notifications.list({ filter, ...limitOf(call) }, call),
        pages: {
          cursor: (state) => state.nextCursor,
          rows: (state) => state.data.length,
          load: (cursor, call) => notifications.list({ filter, cursor }, call),
          merge: mergeInboxPage,
        },
        reduce: (state, event) => (event.type === 'access.changed' ? state : applyInbox(state, event)),
        onEvent: (event) => {
          if (event.type === 'access.changed') onAccessChanged()
        },
        rowsOf: (event) => (event.type === 'notification.created' ? rowIds(event.notifications) : []),
      }),
  }
}
