/** Brings in the answers of a long thread from the first new one on, where that is left out. */
import { type Comment, type Id, leftOutBefore } from '@copydesk/contract'
import type { ThreadsResult } from '@copydesk/react'
import { useEffect } from 'react'
import { broughtAtOnce } from '../threads.ts'
import { firstNew } from './new-lines.ts'

/** `comments` of one thread, in their order. */
export function useNewAnswers(
  comments: readonly Comment[],
  newFrom: Id | undefined,
  readAround: ThreadsResult['readAround'],
): void {
  const index = firstNew(comments, newFrom)
  const first = comments[index]
  const isLeftOut =
    first !== undefined && first.id !== newFrom && leftOutBefore(first, comments[index - 1]) > 0
  useEffect(() => {
    if (newFrom !== undefined && isLeftOut) void readAround(newFrom, { before: 0, after: broughtAtOnce })
  }, [newFrom, isLeftOut, readAround])
}
