/** The content that one can refer to in a comment while one types a part of its title: what one sees of it. */
import type { FoundContent, Id } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect, useState } from 'react'
import { type Candidate, folded } from '../../people/mentionable.ts'

const most = 6
/** A pause between two keys. */
const pauseMs = 120

/** `typed`: null while nothing is referred to. What is in the project comes first. */
export function useItemCandidates(typed: string | null, projectId: Id | null): readonly Candidate[] {
  const { api } = useDesk()
  const [found, setFound] = useState<readonly FoundContent[]>([])
  const query = typed?.trim() ?? ''
  const isWanted = query !== ''
  useEffect(() => {
    if (!isWanted) return
    const abort = new AbortController()
    const timer = setTimeout(() => {
      api.search.all({ q: query, limit: 20 }, { signal: abort.signal }).then(
        ({ data }) => setFound(data.filter((one) => one.kind === 'content')),
        // Without an answer nothing is offered, and the words stay words.
        () => {},
      )
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [api, query, isWanted])
  return isWanted ? candidatesOf(found, query, projectId) : []
}

/** Each item once, in the language that was found first; those of the project before the others. Pure. */
export function candidatesOf(
  found: readonly FoundContent[],
  query: string,
  projectId: Id | null,
): Candidate[] {
  // What was found for fewer letters is narrowed until the next answer is there.
  const fitting = found.filter(({ title }) => folded(title).includes(folded(query)))
  const own = fitting.filter((one) => projectId !== null && one.projectId === projectId)
  const items = new Map<Id, FoundContent>()
  for (const one of [...own, ...fitting]) if (!items.has(one.id)) items.set(one.id, one)
  return [...items.values()].slice(0, most).map(({ id, title, type, language }): Candidate => {
    return { of: 'content', id, name: title, label: title, detail: `${type} · ${language}` }
  })
}
