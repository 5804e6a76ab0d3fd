/** A list of the API that is loaded page by page, and anew when asked: nothing says live that it has changed. */
import { ApiError } from '@copydesk/client'
import type { Page } from '@copydesk/contract'
import { useCallback, useEffect, useRef, useState } from 'react'

export type LoadPage<Answer> = (cursor: string | undefined, signal: AbortSignal) => Promise<Answer>

export interface Pages<Row, Answer> {
  /** Of all pages so far; undefined before the first. */
  rows: readonly Row[] | undefined
  /** The last page with what it says besides. */
  last: Answer | undefined
  error: ApiError | null
  isLoading: boolean
  hasMore: boolean
  loadMore: () => void
  refresh: () => void
}

/** `load` is another function when another list is meant. */
export function usePages<Row, Answer extends Page<Row>>(load: LoadPage<Answer>): Pages<Row, Answer> {
  const [rows, setRows] = useState<readonly Row[]>()
  const [last, setLast] = useState<Answer>()
  const [error, setError] = useState<ApiError | null>(null)
  const [isLoading, setLoading] = useState(true)
  const leaving = useRef<AbortController>(undefined)
  const ask = useCallback(
    (cursor: string | undefined) => {
      leaving.current?.abort()
      const own = new AbortController()
      leaving.current = own
      setLoading(true)
      load(cursor, own.signal).then(
        (answer) => {
          if (own.signal.aborted) return
          setLoading(false)
          setError(null)
          setLast(answer)
          setRows((before) => (cursor === undefined ? answer.data : [...(before ?? []), ...answer.data]))
        },
        (reason: unknown) => {
          if (own.signal.aborted) return
          if (!(reason instanceof ApiError)) throw reason
          setLoading(false)
          setError(reason)
        },
      )
    },
    [load],
  )
  useEffect(() => {
    setRows(undefined)
    setError(null)
    ask(undefined)
    return () => leaving.current?.abort()
  }, [ask])
  const cursor = last?.nextCursor ?? null
  return {
    rows,
    last,
    error,
    isLoading,
    hasMore: rows !== undefined && cursor !== null,
    loadMore: () => cursor !== null && ask(cursor),
    refresh: () => ask(undefined),
  }
}
