/** What the server finds by the words that were typed, asked once these have rested. */
import { ApiError } from '@copydesk/client'
import type { Found } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect, useState } from 'react'
import { useSettled } from '../use-settled.ts'

export interface Search {
  /** The last answer: to these words, or while theirs is on its way, what fits them of the one before. */
  found: readonly Found[]
  /** It answers these words. */
  isAnswer: boolean
  failure: string | null
}

interface Answer {
  q: string
  found: readonly Found[]
  failure: string | null
}

const restMs = 120
const nothing: Answer = { q: '', found: [], failure: null }

export function useSearch(typed: string): Search {
  const { api } = useDesk()
  const q = useSettled(typed, restMs)
  const [answer, setAnswer] = useState(nothing)
  useEffect(() => {
    if (q === '') return undefined
    const abort = new AbortController()
    const settle = (found: readonly Found[], failure: string | null) => {
      if (!abort.signal.aborted) setAnswer({ q, found, failure })
    }
    api.search.all({ q }, { signal: abort.signal }).then(
      ({ data }) => settle(data, null),
      (error: unknown) =>
        settle([], error instanceof ApiError ? `${error.title}. ${error.remedy}` : 'The search failed'),
    )
    return () => abort.abort()
  }, [api, q])
  const isAnswer = typed === '' || answer.q === typed
  const words = typed.toLowerCase()
  const found = isAnswer
    ? answer.found
    : answer.found.filter(({ title }) => title.toLowerCase().includes(words))
  return { found: typed === '' ? [] : found, isAnswer, failure: isAnswer ? answer.failure : null }
}
