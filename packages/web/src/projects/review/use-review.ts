/** A review, loaded anew when what is reviewed has changed; what was there stays until the new one has come. */
import { ApiError, type Reviewed } from '@copydesk/client'
import type { Review } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect, useState } from 'react'

/** `revision` is anything that grows when the review may have changed; `show` takes over what a decision answered. */
export function useReview(reviewed: Reviewed, revision: number) {
  const { api } = useDesk()
  const [loaded, setLoaded] = useState<{ review: Review | null; error: ApiError | null }>({
    review: null,
    error: null,
  })
  const [first, second] =
    'itemId' in reviewed ? [reviewed.projectId, reviewed.itemId] : [reviewed.contentId, reviewed.versionId]
  const isOfItem = 'itemId' in reviewed
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is the reason to load again.
  useEffect(() => {
    const call = new AbortController()
    const load = isOfItem ? api.review.ofItem : api.review.ofVersion
    load(first, second, { signal: call.signal }).then(
      (review) => setLoaded({ review, error: null }),
      (error: unknown) => {
        if (error instanceof ApiError) setLoaded((before) => ({ ...before, error }))
      },
    )
    return () => call.abort()
  }, [api, isOfItem, first, second, revision])
  return loaded
}
