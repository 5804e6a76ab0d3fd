/** Brings the thread into view that was asked for at its passage, as soon as it is in the list. */
import type { Comment } from '@copydesk/contract'
import { type RefObject, useEffect } from 'react'
import { useOnBoard, usePassageBoard } from './use-passages.ts'

export function useSoughtThread(
  scrollerRef: RefObject<HTMLElement | null>,
  list: readonly Comment[] | undefined,
): void {
  const board = usePassageBoard()
  const threadId = useOnBoard(({ soughtThread }) => soughtThread, null)
  const isHere = threadId !== null && (list?.some(({ id }) => id === threadId) ?? false)
  useEffect(() => {
    if (!isHere || threadId === null) return
    const comment = scrollerRef.current?.querySelector<HTMLElement>(
      `[data-comment-id="${CSS.escape(threadId)}"]`,
    )
    if (comment == null) return
    board?.reached()
    comment.scrollIntoView({ block: 'center' })
    comment.focus({ preventScroll: true })
  }, [isHere, threadId, scrollerRef, board])
}
