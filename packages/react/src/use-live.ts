/** Live snapshots as React state, through `useSyncExternalStore`. */
import type { Live, LiveKey, LiveView } from '@copydesk/client'
import { useMemo, useSyncExternalStore } from 'react'
import { useDesk } from './CopydeskProvider.tsx'
import { paced } from './pace.ts'

/** What a hook gives: the view, and what can be asked of it. */
export type LiveResult<State> = LiveView<State> & {
  /** Loads anew in place. */
  refresh: () => Promise<void>
  /** Loads the next page, if `hasMore`. */
  loadMore: () => Promise<void>
}

const unfollowed = () => () => {}

/** Follows a live snapshot while the component is mounted and wants it. */
export function useLiveSnapshot<State extends object>(live: Live<State>, isWanted = true): LiveResult<State> {
  const subscribe = useMemo(() => (isWanted ? paced(live.subscribe) : unfollowed), [live, isWanted])
  const view = useSyncExternalStore(subscribe, live.getSnapshot, live.getSnapshot)
  return useMemo(() => ({ ...view, refresh: live.refresh, loadMore: live.loadMore }), [view, live])
}

/** A live snapshot of one's own, shared under its key (see `liveKey`); `create` is called when it is new. */
export function useLive<State extends object>(
  key: LiveKey<State>,
  create: () => Live<State>,
): LiveResult<State> {
  const { store } = useDesk()
  return useLiveSnapshot(store.get(key, create))
}
