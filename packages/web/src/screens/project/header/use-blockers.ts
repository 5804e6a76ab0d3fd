/**
 * What keeps a project, or its schedule, from being published, and what it warns of: asked of the server each time an
 * item, a task, or a text changes that is in the way because of a reference to it.
 */
import type { BlockerList, Id, ProjectItem, Schedule } from '@copydesk/contract'
import { useDesk, useTasks } from '@copydesk/react'
import { useEffect, useState } from 'react'
import { useContentChanges } from '../../../projects/use-content-changes.ts'

/**
 * Null until the server has said; what it said before stays while it is asked anew. With a schedule: what is in the way
 * of that.
 */
export function useBlockers(
  projectId: Id,
  items: readonly ProjectItem[],
  schedule: Schedule | null = null,
): BlockerList | null {
  const { api } = useDesk()
  const tasks = useTasks(projectId).data
  const [found, setFound] = useState<BlockerList | null>(null)
  const referred = useContentChanges(referredIds(found))
  const mode = schedule === null ? 'all' : 'scheduled'
  const revision = schedule?.revision
  // biome-ignore lint/correctness/useExhaustiveDependencies: changes are the reason to ask again.
  useEffect(() => {
    const abort = new AbortController()
    api.releases.blockers(projectId, mode, { signal: abort.signal }).then(
      setFound,
      // Publishing says it then; the client tells of the failure itself.
      () => {},
    )
    return () => abort.abort()
  }, [api, projectId, items, tasks, referred, mode, revision])
  return found
}

function referredIds(found: BlockerList | null): Id[] {
  const all = [...(found?.data ?? []), ...(found?.warnings ?? [])]
  return all.flatMap((one) => ('reference' in one ? [one.reference.contentId] : []))
}
