/**
 * Fills a screen with older notifications where fewer are left of those that were loaded: a search looks through so many
 * at a time, and what is archived leaves the list.
 */
import type { InboxState } from '@copydesk/contract'
import type { LiveResult } from '@copydesk/react'
import { useEffect } from 'react'

/** Rows that fill a screen. */
const enough = 20

/** Whether it goes on; older ones that could not be loaded end it. */
export function useFilledList({
  status,
  data,
  error,
  hasMore,
  loadingMore,
  reloading,
  loadMore,
}: LiveResult<InboxState>): boolean {
  const isShort = status === 'ready' && hasMore && data.data.length < enough && error === undefined
  const cursor = data?.nextCursor
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cursor says that one part came and there is another
  useEffect(() => {
    if (isShort && !loadingMore && !reloading) void loadMore()
  }, [isShort, loadingMore, reloading, cursor, loadMore])
  return isShort
}
