/**
 * Gives the focus to the first of the answers that one brings into a long thread: one reads on there, while the button
 * that brought them has moved below them or is gone.
 */
import type { Comment, Id } from '@copydesk/contract'
import { type RefObject, useEffect, useRef } from 'react'

interface Awaited {
  /** What stands before those that were left out. */
  afterId: Id
  /** What stood after it then. */
  nextId: Id | undefined
}

/** `comments` of one thread, in their order. Call the function as they are asked for, with what stands before them. */
export function useBroughtAnswers(
  threadRef: RefObject<HTMLElement | null>,
  comments: readonly Comment[],
): (afterId: Id) => void {
  const awaited = useRef<Awaited | null>(null)
  const nextTo = (id: Id) => comments[comments.findIndex((one) => one.id === id) + 1]?.id
  useEffect(() => {
    if (awaited.current === null) return
    const { afterId, nextId } = awaited.current
    const first = nextTo(afterId)
    if (first === undefined || first === nextId) return
    awaited.current = null
    const element = threadRef.current?.querySelector<HTMLElement>(`[data-comment-id="${CSS.escape(first)}"]`)
    element?.focus({ preventScroll: true })
    element?.scrollIntoView({ block: 'nearest' })
  })
  return (afterId) => {
    awaited.current = { afterId, nextId: nextTo(afterId) }
  }
}
