/** The person's own data, loaded once and whenever they are changed, in this window or elsewhere. */
import { ApiError } from '@copydesk/client'
import type { Me } from '@copydesk/contract'
import { useDesk, useMe } from '@copydesk/react'
import { useCallback, useEffect, useState } from 'react'

export type MeState =
  | { status: 'loading' }
  | { status: 'ready'; me: Me }
  | { status: 'error'; error: ApiError }

/** What is there stays when loading it anew fails. */
export function useOwnProfile(): [me: MeState, refresh: () => void] {
  const { api } = useDesk()
  const { revision } = useMe()
  const [me, setMe] = useState<MeState>({ status: 'loading' })
  const [asked, setAsked] = useState(0)
  const load = useCallback((_reason: string, signal: AbortSignal) => api.me.get({ signal }), [api])
  const reason = `${revision} ${asked}`
  useEffect(() => {
    const leaving = new AbortController()
    load(reason, leaving.signal).then(
      (me) => setMe({ status: 'ready', me }),
      (error: unknown) => {
        if (leaving.signal.aborted) return
        if (!(error instanceof ApiError)) throw error
        setMe((before) => (before.status === 'ready' ? before : { status: 'error', error }))
      },
    )
    return () => leaving.abort()
  }, [load, reason])
  const refresh = useCallback(() => setAsked((count) => count + 1), [])
  return [me, refresh]
}
