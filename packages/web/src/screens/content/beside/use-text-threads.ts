/**
 * The threads about a text: on the item that holds its version now, where new ones begin, and on items that held the
 * text before, in any project that one sees. They outlive these items, and answers to them stay live in their projects.
 */
import type { Discussion, Id, VersionSummary } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect, useState } from 'react'

export interface TextThreads {
  held: { projectId: Id; itemId: Id } | null
  earlier: readonly Discussion[]
}

const none: readonly Discussion[] = []

export function useTextThreads(version: VersionSummary | undefined): TextThreads {
  const { api } = useDesk()
  const [found, setFound] = useState({ language: '', data: none })
  const { contentId, language, projectId = null, itemId = null } = version ?? {}
  // biome-ignore lint/correctness/useExhaustiveDependencies: an item that came or went is the reason to ask again.
  useEffect(() => {
    if (contentId === undefined || language === undefined) return undefined
    const abort = new AbortController()
    api.comments.discussions(contentId, language, { signal: abort.signal }).then(
      ({ data }) => setFound({ language, data }),
      // What was said before is missing then, and the text is as good as ever.
      () => undefined,
    )
    return () => abort.abort()
  }, [api, contentId, language, itemId])
  const ofText = found.language === language ? found.data : none
  return {
    held: projectId === null || itemId === null ? null : { projectId, itemId },
    earlier: ofText.filter((one) => one.itemId !== itemId),
  }
}
