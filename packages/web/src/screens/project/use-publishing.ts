/** Publishing a project: whether it is under way, and what came of it. */
import type { Id, ProjectItem, Publish } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { useState } from 'react'
import { shownInPlace } from '../../frame/failure-toasts.ts'
import { type PublishResultNotice, stillBlocking } from './header/publishing.ts'

export interface Publishing {
  isPending: boolean
  /** Blockers are kept up to date with the items. */
  notice: PublishResultNotice | null
  publish: (mode: Publish['mode']) => void
  dismiss: () => void
}

export function usePublishing(projectId: Id, items: readonly ProjectItem[]): Publishing {
  const commands = useCommands()
  const [isPending, setPending] = useState(false)
  const [notice, setNotice] = useState<PublishResultNotice | null>(null)
  const publish = async (mode: Publish['mode']) => {
    if (isPending) return
    setPending(true)
    setNotice(null)
    const outcome = await commands.publish(projectId, mode)
    setPending(false)
    if (outcome.ok) {
      const count = outcome.value?.items.filter((item) => item.status === 'published').length
      setNotice({ kind: 'done', count: count ?? 0 })
      return
    }
    shownInPlace(outcome)
    const { error } = outcome
    setNotice(
      error.code === 'publish_blocked'
        ? { kind: 'blocked', blockers: error.blockers }
        : { kind: 'failed', error },
    )
  }
  const shown =
    notice?.kind === 'blocked' ? { ...notice, blockers: stillBlocking(notice.blockers, items) } : notice
  return { isPending, notice: shown, publish: (mode) => void publish(mode), dismiss: () => setNotice(null) }
}
