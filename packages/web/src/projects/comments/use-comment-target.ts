/**
 * Brings the comment that the address points at into view: loads older threads until it is there, scrolls to it and
 * gives it the focus, once per target.
 */
import type { CommentsState, Id } from '@copydesk/contract'
import type { LiveResult } from '@copydesk/react'
import { type RefObject, useEffect, useRef } from 'react'

/** Whether the comment that the address points at is nowhere in the list. */
export function useCommentTarget(
  scrollerRef: RefObject<HTMLElement | null>,
  comments: LiveResult<CommentsState>,
  targetId: Id | null,
): { isMissing: boolean } {
  const reached = useRef<Id | null>(null)
  const isThere = targetId !== null && (comments.data?.data.some((one) => one.id === targetId) ?? false)
  const isSearching = targetId !== null && !isThere && comments.status === 'ready'
  const { hasMore, loadingMore, loadMore } = comments

  useEffect(() => {
    if (isSearching && hasMore && !loadingMore) void loadMore()
  }, [isSearching, hasMore, loadingMore, loadMore])

  useEffect(() => {
    if (!isThere || targetId === null || reached.current === targetId) return
    const element = scrollerRef.current?.querySelector<HTMLElement>(
      `[data-comment-id="${CSS.escape(targetId)}"]`,
    )
    if (!element) return
    reached.current = targetId
    element.scrollIntoView({ block: 'center' })
    element.focus({ preventScroll: true })
  }, [isThere, targetId, scrollerRef])

  return { isMissing: isSearching && !hasMore }
}
