/** A version with its body, loaded anew when it has changed; what was there stays until the new one has come. */
import { ApiError } from '@copydesk/client'
import type { Id, Version } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect, useState } from 'react'

export interface LoadedVersion {
  /** Null until it has come. */
  version: Version | null
  error: ApiError | null
}

/** `revision` is anything that grows when the version may have changed. */
export function useVersion(contentId: Id, versionId: Id, revision: number): LoadedVersion {
  const { api } = useDesk()
  const [loaded, setLoaded] = useState<LoadedVersion>({ version: null, error: null })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is the reason to load again.
  useEffect(() => {
    const abort = new AbortController()
    api.content.version(contentId, versionId, { signal: abort.signal }).then(
      (version) => setLoaded({ version, error: null }),
      (error: unknown) => {
        if (error instanceof ApiError) setLoaded((before) => ({ ...before, error }))
      },
    )
    return () => abort.abort()
  }, [api, contentId, versionId, revision])
  const isSame = loaded.version === null || loaded.version.id === versionId
  return isSame ? loaded : { version: null, error: loaded.error }
}
