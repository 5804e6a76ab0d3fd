/** Reads what a comment said before: when it is opened, and again at each revision of the comment. */
import { ApiError } from '@copydesk/client'
import type { Comment, EarlierWords } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect, useState } from 'react'

export interface History {
  /** Null while they are read for the first time. */
  words: readonly EarlierWords[] | null
  error: ApiError | null
  retry: () => void
}

export function useHistory({ id, revision }: Comment): History {
  const { api } = useDesk()
  const [words, setWords] = useState<History['words']>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again at each revision and attempt.
  useEffect(() => {
    const abort = new AbortController()
    api.comments.history(id, { signal: abort.signal }).then(
      ({ data }) => {
        setWords(data)
        setError(null)
      },
      (thrown: unknown) => {
        if (thrown instanceof ApiError) setError(thrown)
      },
    )
    return () => abort.abort()
  }, [api, id, revision, attempt])
  return { words, error, retry: () => setAttempt(attempt + 1) }
}
