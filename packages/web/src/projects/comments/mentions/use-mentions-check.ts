/** Asks the server whom mentions would not tell, anew whenever they change, or who sees the place does. */
import type { MentionedIds } from '@copydesk/client'
import type { MentionsCheck, ThreadHome } from '@copydesk/contract'
import { useDesk, useGroups, useMembers, usePeople } from '@copydesk/react'
import { useCallback, useEffect, useRef, useState } from 'react'

export interface AskedMentions {
  /** Null until it is known, and where it cannot be asked. */
  check: MentionsCheck | null
  /** What is known once the last question is answered. */
  settled: () => Promise<MentionsCheck | null>
}

const nothing = Promise.resolve(null)

export function useMentionsCheck(home: ThreadHome, mentioned: MentionedIds): AskedMentions {
  const { api } = useDesk()
  const [answered, setAnswered] = useState<{ key: string; check: MentionsCheck } | null>(null)
  const key = JSON.stringify([home, mentioned])
  const check = answered?.key === key ? answered.check : null
  const closerId = answered?.check.keptTo[0]
  const members = useMembers(closerId ?? '', closerId !== undefined).data?.data
  const groups = useGroups().data?.data
  const people = usePeople().data?.data
  const asked = useRef<Promise<MentionsCheck | null>>(nothing)

  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever came or went since may see the place, or not.
  useEffect(() => {
    const abort = new AbortController()
    const call = { signal: abort.signal }
    const asking =
      'projectId' in home
        ? api.comments.checkMentions(home.projectId, mentioned, call)
        : api.comments.checkTextMentions(home.contentId, home.language, mentioned, call)
    // Without an answer a comment is sent as ever: the server tells nobody who may not know.
    asked.current = asking.then(
      (found) => {
        if (!abort.signal.aborted) setAnswered({ key, check: found })
        return found
      },
      () => null,
    )
    return () => abort.abort()
  }, [api, key, members, groups, people])

  const settled = useCallback(async () => {
    for (;;) {
      const last = asked.current
      const found = await last
      if (last === asked.current) return found
    }
  }, [])
  return { check, settled }
}
