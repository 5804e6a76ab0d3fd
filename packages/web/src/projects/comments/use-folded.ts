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

export function useFolded(replies: readonly { id: Id }[], targetId: Id | null): Folded {
  const [count, setCount] = useState(() => foldedAtFirst(replies.length))
  const targetIndex = targetId === null ? -1 : replies.findIndex(({ id }) => id === targetId)
  if (targetIndex >= 0 && targetIndex < count) setCount(targetIndex)
  return { count, unfold: () => setCount(Math.max(0, count - unfoldedAtOnce)) }
}
