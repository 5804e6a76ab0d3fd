/**
 * Brings the comment that the address points at into view: asks which thread it is in, loads older threads until that is
 * there, and the part of it where the comment is; then scrolls to it and gives it the focus, once per target, unless one
 * has begun to write. A server that is away is waited for; threads that are elsewhere are not looked for here.
 */
import type { ReadAround } from '@copydesk/client'
import type { Id, ThreadHome } from '@copydesk/contract'
import type { ThreadsResult } from '@copydesk/react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { holdInView } from '../../browser/hold-in-view.ts'
import { loadPatiently, pageSurroundings } from '../../load-patiently.ts'
import { isPassing } from '../../unsaved/text-session.ts'
import { isWithin } from './is-within.ts'

interface Sought {
  targetId: Id
  found: ReadAround
}

export interface CommentTarget {
  /** The comment that the address points at is nowhere. */
  isMissing: boolean
  /** Where it is, if that is not in this list. */
  elsewhere: ThreadHome | null
}

export function useCommentTarget(
  scrollerRef: RefObject<HTMLElement | null>,
  home: ThreadHome,
  comments: ThreadsResult,
  targetId: Id | null,
): CommentTarget {
  const reached = useRef<Id | null>(null)
  const [sought, setSought] = useState<Sought | null>(null)
  const { error, hasMore, loadingMore, loadMore, readAround } = comments
  const has = (id: Id | undefined) => comments.data?.data.some((one) => one.id === id) ?? false
  const isThere = targetId !== null && has(targetId)
  const isSearching = targetId !== null && !isThere && comments.status === 'ready'
  const found = sought?.targetId === targetId ? sought?.found : undefined
  const elsewhere = found?.home !== undefined && !isWithin(found.home, home) ? found.home : null
  const isThreadOlder = found?.threadId !== undefined && elsewhere === null && !has(found.threadId)

  // Once to find the thread; again when that is there, since only what a list has is followed.
  useEffect(() => {
    if (!isSearching || isThreadOlder) return undefined
    let isWanted = true
    const read = async () => {
      const answer = await readAround(targetId)
      if (isWanted && answer.error && isPassing(answer.error)) throw answer.error
      return answer
    }
    loadPatiently(read, pageSurroundings).then(
      (answer) => isWanted && setSought({ targetId, found: answer }),
      // The server is there and does not answer this: no more can be told.
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [isSearching, isThreadOlder, targetId, readAround])

  const isOlderWanted = isSearching && isThreadOlder && hasMore && !loadingMore
  const hasFailed = error !== undefined
  useEffect(() => {
    if (!isOlderWanted) return undefined
    let isWanted = true
    const pause = hasFailed ? pageSurroundings.untilServerIsBack() : Promise.resolve()
    void pause.then(async () => {
      if (isWanted) await loadMore()
    })
    return () => {
      isWanted = false
    }
  }, [isOlderWanted, hasFailed, loadMore])

  useEffect(() => {
    const scroller = scrollerRef.current
    if (!isThere || targetId === null || reached.current === targetId || scroller === null) return undefined
    const element = scroller.querySelector<HTMLElement>(`[data-comment-id="${CSS.escape(targetId)}"]`)
    if (element === null) return undefined
    reached.current = targetId
    if (document.activeElement instanceof HTMLTextAreaElement) return undefined
    element.focus({ preventScroll: true })
    return holdInView(scroller, element, { block: 'center' })
  }, [isThere, targetId, scrollerRef])

  const isNowhere = found?.error?.code === 'not_found' || found?.error?.code === 'gone'
  return {
    isMissing: isSearching && (isNowhere || (isThreadOlder && !hasMore)),
    elsewhere: isSearching ? elsewhere : null,
  }
}
