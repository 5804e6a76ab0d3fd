/**
 * The threads about a text: where new ones begin, which is the item that holds its version or, in no project, the text
 * by itself; those on the text by itself in any case; and those on items that held it before, in any project that one
 * sees. They outlive these items, and answers to them stay live where they are.
 */
import type { Discussion, Language, ThreadHome, VersionSummary } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect, useState } from 'react'

export interface TextThreads {
  /** The item that holds the version, if one does. */
  held: Extract<ThreadHome, { projectId: string }> | null
  /** The text by itself. */
  text: Extract<ThreadHome, { contentId: string }>
  earlier: readonly Discussion[]
}

const none: readonly Discussion[] = []

/** Null while there is no version. */
export function useTextThreads(version: VersionSummary | undefined): TextThreads | null {
  const { api } = useDesk()
  const [found, setFound] = useState<{ language: Language; data: readonly Discussion[] }>({
    language: '',
    data: none,
  })
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
  if (contentId === undefined || language === undefined) return null
  const ofText = found.language === language ? found.data : none
  return {
    held: projectId === null || itemId === null ? null : { projectId, itemId },
    text: { contentId, language },
    earlier: ofText.filter((one) => one.itemId !== itemId),
  }
}
