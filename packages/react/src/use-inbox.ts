/** The person's notifications and their counts as live React state. */
import type { InboxCounts, InboxFilter, InboxState, Preferences, Subscriptions } from '@copydesk/contract'
import { useDesk } from './CopydeskProvider.tsx'
import { type LiveResult, useLiveSnapshot } from './use-live.ts'

/** A list of the inbox, newest first, in pages; `q` narrows it to what contains these words. */
export function useInbox(filter: InboxFilter = 'all', q = ''): LiveResult<InboxState> {
  return useLiveSnapshot(useDesk().lives.inbox(filter, q))
}

/** The server-owned counts for the bell; undefined until they are known. */
export function useInboxCounts(): InboxCounts | undefined {
  return useInbox('all').data?.counts
}

/** What the person watches and mutes. */
export function useSubscriptions(): LiveResult<Subscriptions> {
  return useLiveSnapshot(useDesk().lives.subscriptions())
}

/** What the person wants to be told of. */
export function usePreferences(): LiveResult<Preferences> {
  return useLiveSnapshot(useDesk().lives.preferences())
}
