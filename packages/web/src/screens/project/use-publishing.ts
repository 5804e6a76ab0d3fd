/** Publishing a project: whether it is under way, and what came of it. */
import type { Id, ProjectItem, Publish } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { useState } from 'react'
import { shownInPlace } from '../../frame/failure-toasts.ts'
import { useUnsavedVersions } from '../../unsaved/use-unsaved.ts'
import { type PublishResultNotice, withUnsaved } from './header/publishing.ts'

export interface PublishChoice {
  /** Goes out although texts are not saved yet. */
  isWarned?: boolean
  /** The items that replace, on purpose, what went live since they were begun. */
  replace?: Id[]
  /** Why; kept with the release. */
  note?: string
}

export interface Publishing {
  isPending: boolean
  /** As it was when the server answered. */
  notice: PublishResultNotice | null
  publish: (mode: Publish['mode'], choice?: PublishChoice) => void
  dismiss: () => void
}

export function usePublishing(projectId: Id, items: readonly ProjectItem[]): Publishing {
  const commands = useCommands()
  const [isPending, setPending] = useState(false)
  const [notice, setNotice] = useState<PublishResultNotice | null>(null)
  const unsaved = useUnsavedVersions()
  const publish = async (mode: Publish['mode'], choice: PublishChoice = {}) => {
    if (isPending) return
    const { isWarned = false, replace, note = '' } = choice
    const left = withUnsaved(items, mode, unsaved)
    if (left.length > 0 && !isWarned) return setNotice({ kind: 'unsaved', mode, note, items: left })
    setPending(true)
    setNotice(null)
    const outcome = await commands.publish(projectId, mode, { replace, note })
    setPending(false)
    if (outcome.ok) {
      setNotice(outcome.value === undefined ? null : { kind: 'done', release: outcome.value.release })
      return
    }
    shownInPlace(outcome)
    const { error } = outcome
    setNotice(
      error.code === 'publish_blocked'
        ? { kind: 'blocked', mode, note, blockers: error.blockers }
        : { kind: 'failed', error },
    )
  }
  return {
    isPending,
    notice,
    publish: (mode, choice) => void publish(mode, choice),
    dismiss: () => setNotice(null),
  }
}
