/** Deleting a content item, with the way back of it. */
import type { CommandOutcome } from '@copydesk/client'
import type { ContentSummary } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { useMemo } from 'react'
import { showToast } from '../design/index.ts'
import { offerUndo, undoHistory } from '../frame/undo/undo.ts'
import { sayLeft } from '../projects/say-left.ts'

type Named = Pick<ContentSummary, 'id' | 'title'>

export interface ContentEnds {
  /** Whether it is deleted. Failures are told as of any command. */
  remove: (content: Named) => Promise<boolean>
  restore: (content: Named) => Promise<CommandOutcome<unknown>>
}

export function useContentEnds(): ContentEnds {
  const commands = useCommands()
  return useMemo(() => {
    const ends: ContentEnds = {
      remove: (content) =>
        undoHistory.during(async () => {
          const outcome = await commands.deleteContent(content.id)
          if (!outcome.ok) return false
          offerUndo({
            title: `Deleted “${content.title}”`,
            takeBack: () => ends.restore(content),
            saysSo: true,
          })
          return true
        }),
      restore: async (content) => {
        const outcome = await commands.restoreContent(content.id)
        if (!outcome.ok) return outcome
        const left = outcome.value?.left ?? []
        const title = `“${content.title}” is back`
        showToast({ tone: 'info', title, ...(left.length === 0 ? {} : { text: sayLeft(left) }) })
        return outcome
      },
    }
    return ends
  }, [commands])
}
