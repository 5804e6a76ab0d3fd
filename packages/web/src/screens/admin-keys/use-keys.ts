/**
 * The service keys, loaded once and whenever one is made or revoked, by whomever: the live list of people names the
 * services too.
 */
import { ApiError } from '@copydesk/client'
import type { ServiceKey } from '@copydesk/contract'
import { useDesk, usePeople } from '@copydesk/react'
import { useCallback, useEffect, useState } from 'react'

export type KeysState =
  | { status: 'loading' }
  | { status: 'ready'; list: readonly ServiceKey[] }
  | { status: 'error'; error: ApiError }

/** The keys, newest first, and what loads them anew. A list that is there stays when loading it anew fails. */
export function useKeys(): [keys: KeysState, refresh: () => void] {
  const { api } = useDesk()
  const { data, status } = usePeople()
  const [keys, setKeys] = useState<KeysState>({ status: 'loading' })
  const [asked, setAsked] = useState(0)
  const isKnown = status !== 'loading'
  // Another one: something about the services is another.
  const reason = `${asked} ${(data?.services ?? []).map(({ id, revision }) => `${id}.${revision}`).join(' ')}`
  const load = useCallback((_reason: string, signal: AbortSignal) => api.keys.list({ signal }), [api])
  useEffect(() => {
    if (!isKnown) return
    const leaving = new AbortController()
    load(reason, leaving.signal).then(
      ({ data }) => setKeys({ status: 'ready', list: data }),
      (error: unknown) => {
        if (leaving.signal.aborted) return
        if (!(error instanceof ApiError)) throw error
        setKeys((before) => (before.status === 'ready' ? before : { status: 'error', error }))
      },
    )
    return () => leaving.abort()
  }, [load, reason, isKnown])
  const refresh = useCallback(() => setAsked((count) => count + 1), [])
  return [keys, refresh]
}
