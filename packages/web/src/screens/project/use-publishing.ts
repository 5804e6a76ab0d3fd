/** Publishing a project: whether it is under way, and what came of it. */
import type { Id, ProjectItem, Publish } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { useState } from 'react'
import { shownInPlace } from '../../frame/failure-toasts.ts'
import { useUnsavedVersions } from '../../unsaved/use-unsaved.ts'
import { type PublishResultNotice, stillBlocking, withUnsaved } from './header/publishing.ts'

export interface Publishing {
  isPending: boolean
  /** Blockers and unsaved texts are kept up to date with the items. */
  notice: PublishResultNotice | null
  /** `replace`: the items that replace, on purpose, what went live since they were begun. */
  publish: (mode: Publish['mode'], isWarned?: boolean, replace?: Id[]) => void
  dismiss: () => void
}

export function usePublishing(projectId: Id, items: readonly ProjectItem[]): Publishing {
  const commands = useCommands()
  const [isPending, setPending] = useState(false)
  const [notice, setNotice] = useState<PublishResultNotice | null>(null)
  const unsaved = useUnsavedVersions()
  const publish = async (mode: Publish['mode'], isWarned = false, replace?: Id[]) => {
    if (isPending) return
    const left = withUnsaved(items, mode, unsaved)
    if (left.length > 0 && !isWarned) return setNotice({ kind: 'unsaved', mode, items: left })
    setPending(true)
    setNotice(null)
    const outcome = await commands.publish(projectId, mode, { replace })
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
        ? { kind: 'blocked', mode, blockers: error.blockers }
        : { kind: 'failed', error },
    )
  }
  return {
    isPending,
    notice: notice && asOfNow(notice),
    publish: (mode, isWarned, replace) => void publish(mode, isWarned, replace),
    dismiss: () => setNotice(null),
  }

  function asOfNow(before: PublishResultNotice): PublishResultNotice {
    if (before.kind === 'blocked') return { ...before, blockers: stillBlocking(before.blockers, items) }
    if (before.kind === 'unsaved') return { ...before, items: withUnsaved(items, before.mode, unsaved) }
    return before
  }
}
