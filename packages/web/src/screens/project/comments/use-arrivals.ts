/**
 * Which comments by others came in above the part of the list that is seen, for the note that leads up to them, and
 * who wrote last, for screen readers. Whoever scrolls to the top has seen them.
 */
import type { Actor, Comment, Id } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { arrivedSince } from './threads.ts'

export interface Arrivals {
  /** How many are above what is seen. */
  countAbove: number
  /** The author of the latest, or null before the first. */
  latestBy: Actor | null
  /** Scrolls to the top. */
  show: () => void
}

/** `comments` is undefined while they are loaded: what comes then is not an arrival. */
export function useArrivals(
  scrollerRef: RefObject<HTMLElement | null>,
  comments: readonly Comment[] | undefined,
): Arrivals {
  const { person } = useDesk()
  const earlier = useRef<readonly Comment[] | undefined>(undefined)
  const [above, setAbove] = useState<ReadonlySet<Id>>(new Set())
  const [latestBy, setLatestBy] = useState<Actor | null>(null)

  useEffect(() => {
    const arrived = earlier.current && comments ? arrivedSince(earlier.current, comments, person.id) : []
    earlier.current = comments
    const newest = newestOf(arrived)
    if (newest === null) return
    setLatestBy(newest.author)
    const hidden = arrived.filter((comment) => isAbove(scrollerRef.current, comment.id))
    if (hidden.length > 0) setAbove((known) => new Set([...known, ...hidden.map((comment) => comment.id)]))
  }, [comments, person.id, scrollerRef])

  const isAny = above.size > 0
  useEffect(() => {
    const scroller = scrollerRef.current
    if (scroller === null || !isAny) return
    const onScroll = () => {
      if (scroller.scrollTop < 40) setAbove(new Set())
    }
    scroller.addEventListener('scroll', onScroll, { passive: true })
    return () => scroller.removeEventListener('scroll', onScroll)
  }, [scrollerRef, isAny])

  const show = () => {
    setAbove(new Set())
    scrollerRef.current?.scrollTo({ top: 0, behavior: 'smooth' })
  }
  return { countAbove: above.size, latestBy, show }
}

/** Ids sort by time; older pages that were loaded are no arrivals, so the newest must be young. */
function newestOf(arrived: readonly Comment[]): Comment | null {
  const newest = arrived.reduce<Comment | null>(
    (found, comment) => (found === null || comment.id > found.id ? comment : found),
    null,
  )
  return newest !== null && Date.now() - Date.parse(newest.createdAt) < 60_000 ? newest : null
}

function isAbove(scroller: HTMLElement | null, id: Id): boolean {
  const element = scroller?.querySelector(`[data-comment-id="${CSS.escape(id)}"]`)
  if (!scroller || !element) return false
  return element.getBoundingClientRect().bottom <= scroller.getBoundingClientRect().top
}
