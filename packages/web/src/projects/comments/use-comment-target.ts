/**
 * Brings the comment that the address points at into view: asks which thread it is in, loads older threads until that is
 * there, and the part of it where the comment is; then scrolls to it and gives it the focus, once per target.
 */
import type { ReadAround } from '@copydesk/client'
import type { Id } from '@copydesk/contract'
import type { ThreadsResult } from '@copydesk/react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { holdInView } from '../../browser/hold-in-view.ts'

interface Sought {
  targetId: Id
  found: ReadAround
}

/** Whether the comment that the address points at is nowhere in the list. */
export function useCommentTarget(
  scrollerRef: RefObject<HTMLElement | null>,
  comments: ThreadsResult,
  targetId: Id | null,
): { isMissing: boolean } {
  const reached = useRef<Id | null>(null)
  const [sought, setSought] = useState<Sought | null>(null)
  const { hasMore, loadingMore, loadMore, readAround } = comments
  const has = (id: Id | undefined) => comments.data?.data.some((one) => one.id === id) ?? false
  const isThere = targetId !== null && has(targetId)
  const isSearching = targetId !== null && !isThere && comments.status === 'ready'
  const found = sought?.targetId === targetId ? sought?.found : undefined
  const isThreadThere = has(found?.threadId)
  const isThreadOlder = found?.threadId !== undefined && !isThreadThere

  // Once to find the thread; again when that is there, since only what a list has is followed.
  useEffect(() => {
    if (!isSearching || isThreadOlder) return undefined
    let isWanted = true
    void readAround(targetId).then((answer) => isWanted && setSought({ targetId, found: answer }))
    return () => {
      isWanted = false
    }
  }, [isSearching, isThreadOlder, targetId, readAround])

  useEffect(() => {
    if (isSearching && isThreadOlder && hasMore && !loadingMore) void loadMore()
  }, [isSearching, isThreadOlder, hasMore, loadingMore, loadMore])

  useEffect(() => {
    const scroller = scrollerRef.current
    if (!isThere || targetId === null || reached.current === targetId || scroller === null) return undefined
    const element = scroller.querySelector<HTMLElement>(`[data-comment-id="${CSS.escape(targetId)}"]`)
    if (element === null) return undefined
    reached.current = targetId
    element.focus({ preventScroll: true })
    return holdInView(scroller, element, { block: 'center' })
  }, [isThere, targetId, scrollerRef])

  const isNowhere = found?.error?.code === 'not_found' || found?.error?.code === 'gone'
  return { isMissing: isSearching && (isNowhere || (isThreadOlder && !hasMore)) }
}
