/** What keeps a project, or its schedule, from being published, and what it warns of: asked of the server each time an item or a task changes. */
import type { BlockerList, Id, ProjectItem, Schedule } from '@copydesk/contract'
import { useDesk, useTasks } from '@copydesk/react'
import { useEffect, useState } from 'react'

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
  }, [api, projectId, items, tasks, mode, revision])
  return found
}
