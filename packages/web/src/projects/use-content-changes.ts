/**
 * Hears of changes to content that is not on the screen itself: what a text refers to goes live, or is taken down, by
 * somebody else's hand.
 */
import type { Id } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect, useReducer } from 'react'

/** Each one costs a subscription; of more than these, the answer of the server has to do. */
const followedAtMost = 20

/** So that what changes together is one change. */
const gatherMs = 150

/** A number that grows whenever some of these change, and when they are first known. */
export function useContentChanges(ids: readonly Id[]): number {
  const { lives } = useDesk()
  const [changes, change] = useReducer((before: number) => before + 1, 0)
  const followed = [...new Set(ids)].toSorted().slice(0, followedAtMost).join()
  useEffect(() => {
    if (followed === '') return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const leaves = followed.split(',').map((id) => {
      const live = lives.content(id)
      const standing = () => {
        const { status, data } = live.getSnapshot()
        return status === 'loading' ? null : `${status} ${data?.revision}`
      }
      let before: string | null = null
      return live.subscribe(() => {
        const now = standing()
        if (now === null || now === before) return
        before = now
        clearTimeout(timer)
        timer = setTimeout(change, gatherMs)
      })
    })
    return () => {
      clearTimeout(timer)
      for (const leave of leaves) leave()
    }
  }, [lives, followed])
  return changes
}
