/**
 * A version with its body, loaded anew when it has changed, and when a server that was away is back; what was there stays
 * until the new one has come.
 */
import { ApiError } from '@copydesk/client'
import type { Id, Version } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect, useState } from 'react'
import { serverReturn } from '../load-patiently.ts'

export interface LoadedVersion {
  /** Null until it has come. */
  version: Version | null
  error: ApiError | null
}

/** It does not answer, or a proxy in front of it says so. */
const isAway = ({ code, status }: ApiError) => code === 'network' || status === 502 || status === 504

/** `revision` is anything that grows when the version may have changed. */
export function useVersion(contentId: Id, versionId: Id, revision: number): LoadedVersion {
  const { api } = useDesk()
  const [loaded, setLoaded] = useState<LoadedVersion>({ version: null, error: null })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is the reason to load again.
  useEffect(() => {
    const abort = new AbortController()
    const load = (): Promise<void> =>
      api.content.version(contentId, versionId, { signal: abort.signal }).then(
        (version) => setLoaded({ version, error: null }),
        async (error: unknown) => {
          if (!(error instanceof ApiError)) return
          setLoaded((before) => ({ ...before, error }))
          if (!isAway(error)) return
          await serverReturn.until()
          if (!abort.signal.aborted) await load()
        },
      )
    void load()
    return () => abort.abort()
  }, [api, contentId, versionId, revision])
  const isSame = loaded.version === null || loaded.version.id === versionId
  return isSame ? loaded : { version: null, error: loaded.error }
}
