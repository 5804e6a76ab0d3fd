/**
 * Which comments by others came in outside the part of the list that is seen, for the notes that lead to them, and
 * who wrote last, for screen readers. Whoever scrolls to one has seen it.
 */
import type { Actor, Comment, Id } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { arrivedSince } from './threads.ts'

export interface Arrivals {
  /** How many are above what is seen, and how many below. */
  countAbove: number
  countBelow: number
  /** The author of the latest, or null before the first. */
  latestBy: Actor | null
  /** Scrolls to the first that came on that side and gives it the focus, since the note that led there goes away. */
  show: (side: Side) => void
}

type Side = 'above' | 'below'

const nothing: ReadonlyMap<Id, Side> = new Map()

/** `comments` is undefined while they are loaded: what comes then is not an arrival. */
export function useArrivals(
  scrollerRef: RefObject<HTMLElement | null>,
  comments: readonly Comment[] | undefined,
): Arrivals {
  const { person } = useDesk()
  const earlier = useRef<readonly Comment[] | undefined>(undefined)
  const [hidden, setHidden] = useState(nothing)
  const [latestBy, setLatestBy] = useState<Actor | null>(null)

  useEffect(() => {
    const arrived = earlier.current && comments ? arrivedSince(earlier.current, comments, person.id) : []
    earlier.current = comments
    const newest = newestOf(arrived)
    if (newest === null) return
    setLatestBy(newest.author)
    setHidden((known) => stillHidden(scrollerRef.current, [...known.keys(), ...arrived.map((one) => one.id)]))
  }, [comments, person.id, scrollerRef])

  const isAny = hidden.size > 0
  useEffect(() => {
    const scroller = scrollerRef.current
    if (scroller === null || !isAny) return
    const onScroll = () => setHidden((known) => stillHidden(scroller, [...known.keys()]))
    scroller.addEventListener('scroll', onScroll, { passive: true })
    return () => scroller.removeEventListener('scroll', onScroll)
  }, [scrollerRef, isAny])

  const on = (side: Side) => [...hidden].filter(([, where]) => where === side).map(([id]) => id)
  const show = (side: Side) => {
    const [id] = on(side)
    const element = id === undefined ? null : find(scrollerRef.current, id)
    element?.scrollIntoView({ block: 'center', behavior: 'smooth' })
    element?.focus({ preventScroll: true })
  }
  return { countAbove: on('above').length, countBelow: on('below').length, latestBy, show }
}

/** Ids sort by time; older pages that were loaded are no arrivals, so the newest must be young. */
function newestOf(arrived: readonly Comment[]): Comment | null {
  const newest = arrived.reduce<Comment | null>(
    (found, comment) => (found === null || comment.id > found.id ? comment : found),
    null,
  )
  return newest !== null && Date.now() - Date.parse(newest.createdAt) < 60_000 ? newest : null
}

function stillHidden(scroller: HTMLElement | null, ids: readonly Id[]): ReadonlyMap<Id, Side> {
  if (scroller === null) return nothing
  const { top, bottom } = scroller.getBoundingClientRect()
  const sides = new Map<Id, Side>()
  for (const id of ids) {
    const place = find(scroller, id)?.getBoundingClientRect()
    if (place === undefined) continue
    if (place.bottom <= top) sides.set(id, 'above')
    else if (place.top >= bottom) sides.set(id, 'below')
  }
  return sides
}

function find(scroller: HTMLElement | null, id: Id): HTMLElement | null {
  return scroller?.querySelector<HTMLElement>(`[data-comment-id="${CSS.escape(id)}"]`) ?? null
}
