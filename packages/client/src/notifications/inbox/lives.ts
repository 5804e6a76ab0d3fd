/** The live snapshots of the signed-in person's inbox, one for each list of it that is looked at. */
import {
  type AccessChanged,
  applyInbox,
  channels,
  type Id,
  type InboxEvent,
  type InboxFilter,
  type InboxSearch,
  type InboxState,
  isInboxIncomplete,
  mergeInboxPage,
  type PrivateContentChanged,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import { liveKey } from '../../live/live-store.ts'
import type { Live } from '../../live/live-types.ts'
import { rowIds } from '../../live/row-changes.ts'
import { limitOf, type SharedLive } from '../../live/shared-live.ts'

export const inboxKeys = {
  /** Of each list. */
  allInboxes: liveKey<InboxState>('inbox:'),
  inbox: ({ filter, q }: InboxSearch) => liveKey<InboxState>(`inbox:${filter}:${q}`),
} as const

export interface InboxLives {
  inbox(filter?: InboxFilter, q?: string): Live<InboxState>
}

/** What follows from what a person's own channel says of private projects. */
export interface PrivateNews {
  /** They see other ones from now on. */
  onAccessChanged: () => void
  /** What only their members see of these items changed; without ids, it may have, of any. */
  onPrivateContent: (contentIds?: readonly Id[]) => void
}

/** `me` is the signed-in person. */
export function createInboxLives(
  shared: SharedLive,
  { inbox }: Api,
  me: Id,
  { onAccessChanged, onPrivateContent }: PrivateNews,
): InboxLives {
  return {
    inbox: (filter = 'all', words = '') => {
      const search: InboxSearch = { filter, q: words.trim() }
      return shared<InboxState, InboxEvent | AccessChanged | PrivateContentChanged>(inboxKeys.inbox(search), {
        channel: channels.person(me),
        load: (call) => inbox.list({ ...search, ...limitOf(call) }, call),
        pages: {
          cursor: (state) => state.nextCursor,
          rows: (state) => state.data.length,
          load: (cursor, call) => inbox.list({ ...search, cursor }, call),
          merge: mergeInboxPage,
        },
        reduce: (state, event) => (isOfPrivate(event) ? state : applyInbox(state, event)),
        onEvent: (event) => {
          if (event.type === 'access.changed') onAccessChanged()
          if (event.type === 'private_content.changed') onPrivateContent(event.contentIds)
        },
        onMissed: () => onPrivateContent(),
        isIncomplete: (event) => isInboxIncomplete(event, search),
        rowsOf: (event) => (event.type === 'notification.created' ? rowIds(event.entries) : []),
      })
    },
  }
}

function isOfPrivate(
  event: InboxEvent | AccessChanged | PrivateContentChanged,
): event is AccessChanged | PrivateContentChanged {
  return event.type === 'access.changed' || event.type === 'private_content.changed'
}
