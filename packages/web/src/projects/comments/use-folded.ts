/**
 * Of a long thread, how many of its first answers are folded away. Counted from the beginning, so that nothing that one
 * reads goes when answers come; an answer that the address points at is never among them.
 */
import type { Id } from '@copydesk/contract'
import { useState } from 'react'
import { foldedAtFirst, unfoldedAtOnce } from './threads.ts'

export interface Folded {
  count: number
  /** Brings the last of them into sight. */
  unfold: () => void
}

/** `newIndex`: of the first answer that is new, or -1; new ones are in sight unless there are very many. */
export function useFolded(replies: readonly { id: Id }[], targetId: Id | null, newIndex: number): Folded {
  const [count, setCount] = useState(() => foldedAtFirst(replies.length))
  const targetIndex = targetId === null ? -1 : replies.findIndex(({ id }) => id === targetId)
  const isFewNew = newIndex >= 0 && replies.length - newIndex <= unfoldedAtOnce
  const first = Math.min(targetIndex < 0 ? count : targetIndex, isFewNew ? newIndex : count)
  if (first < count) setCount(first)
  return { count, unfold: () => setCount(Math.max(0, count - unfoldedAtOnce)) }
}
