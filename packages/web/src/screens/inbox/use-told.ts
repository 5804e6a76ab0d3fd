/**
 * What an entry of the inbox holds, newest first, page by page. All of it that is shown is loaded anew when the entry
 * changes, since what changed may be anywhere in it; it stays on screen meanwhile.
 */
import { ApiError } from '@copydesk/client'
import type { InboxEntry, Notification } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect, useRef, useState } from 'react'
import { type LoadTold, loadTold, moreAtOnce, type Told } from './load-told.ts'

export interface ToldResult {
  /** Null until the first are there. */
  notifications: readonly Notification[] | null
  error: ApiError | null
  hasMore: boolean
  isLoadingMore: boolean
  loadMore: () => void
  tryAgain: () => void
}

export function useTold({ id, revision, size, latest }: InboxEntry): ToldResult {
  const { api } = useDesk()
  const [told, setTold] = useState<Told | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const [tries, setTries] = useState(0)
  const [isLoadingMore, setLoadingMore] = useState(false)
  /** So many were asked for while the entry was of this size: what came since is to be there besides. */
  const wantedRef = useRef({ count: 1, size })
  const leavingRef = useRef<AbortController>(undefined)

  const ask = (known: Told | null, wanted: number) => {
    leavingRef.current?.abort()
    const own = new AbortController()
    leavingRef.current = own
    const load: LoadTold = (query) => api.inbox.notifications(id, query, { signal: own.signal })
    loadTold(load, known, wanted).then(
      (answer) => {
        if (own.signal.aborted) return
        setLoadingMore(false)
        setError(null)
        setTold(answer)
        wantedRef.current = { count: answer.notifications.length, size }
      },
      (reason: unknown) => {
        if (own.signal.aborted) return
        if (!(reason instanceof ApiError)) throw reason
        setLoadingMore(false)
        setError(reason)
      },
    )
    return own
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision is another text, and so may another try be.
  useEffect(() => {
    const wanted = wantedRef.current
    const own = ask(null, wanted.count + Math.max(0, size - wanted.size))
    return () => {
      own.abort()
      leavingRef.current?.abort()
    }
  }, [api, id, revision, tries])

  return {
    notifications: told?.notifications ?? (size === 1 ? [latest] : null),
    error,
    hasMore: told !== null && told.nextCursor !== null,
    isLoadingMore,
    loadMore: () => {
      if (told === null) return
      const count = told.notifications.length + moreAtOnce
      wantedRef.current = { count, size }
      setLoadingMore(true)
      ask(told, count)
    },
    tryAgain: () => setTries(tries + 1),
  }
}
