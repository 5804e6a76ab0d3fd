/** Brings the comment that one just sent into view, where the composer stands apart from the list. */
import { isPendingId } from '@copydesk/client'
import type { Comment, Id } from '@copydesk/contract'
import { type RefObject, useEffect, useRef } from 'react'

export function useOwnInView(
  scrollerRef: RefObject<HTMLElement | null>,
  comments: readonly Comment[] | undefined,
  isApart: boolean,
): void {
  const shown = useRef<Id | null>(null)
  useEffect(() => {
    const sent = comments?.findLast((comment) => isPendingId(comment.id))
    if (!isApart || sent === undefined || shown.current === sent.id) return
    shown.current = sent.id
    scrollerRef.current
      ?.querySelector(`[data-comment-id="${CSS.escape(sent.id)}"]`)
      ?.scrollIntoView({ block: 'nearest' })
  }, [scrollerRef, comments, isApart])
}
