/** Projects, their items and their comments as live React state. */
import type { ReadAround, ThreadSides } from '@copydesk/client'
import type {
  ActivityFilter,
  ActivityState,
  AwaitingState,
  CommentsState,
  Id,
  ItemsState,
  ProjectMembers,
  ProjectsState,
  ReleasesFilter,
  ReleasesState,
  SiteReleasesState,
  TasksState,
  ThreadHome,
  ViewedProject,
} from '@copydesk/contract'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useDesk } from './CopydeskProvider.tsx'
import { type LiveResult, useLiveSnapshot } from './use-live.ts'

/** The list of projects, with counts: those that everybody sees, and the private ones that the person is in. */
export function useProjects(): LiveResult<ProjectsState> {
  const { lives } = useDesk()
  const open = useLiveSnapshot(lives.projects())
  const own = useLiveSnapshot(lives.privateProjects())
  return useMemo(() => withPrivate(open, own), [open, own])
}

/** The name of a project that the person sees; undefined until it is known, and where they see no such project. */
export function useProjectName(projectId: Id | null): string | undefined {
  const { lives } = useDesk()
  const [open, own] = [lives.projects(), lives.privateProjects()]
  const follow = useCallback(
    (listener: () => void) => {
      const leaving = projectId === null ? [] : [open, own].map((live) => live.subscribe(listener))
      return () => {
        for (const leave of leaving) leave()
      }
    },
    [projectId, open, own],
  )
  const nameIn = ({ getSnapshot }: typeof open) =>
    getSnapshot().data?.data.find(({ id }) => id === projectId)?.name
  return useSyncExternalStore(follow, () => (projectId === null ? undefined : (nameIn(open) ?? nameIn(own))))
}

/** The first with the rows of the second: one list to whoever shows it. */
function withPrivate(
  open: LiveResult<ProjectsState>,
  own: LiveResult<ProjectsState>,
): LiveResult<ProjectsState> {
  if (open.status !== 'ready' || own.status !== 'ready' || own.data.data.length === 0) return open
  const known = new Set(open.data.data.map(({ id }) => id))
  // Ids are in the order of creation.
  const data = [...open.data.data, ...own.data.data.filter(({ id }) => !known.has(id))].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  )
  return { ...open, data: { ...open.data, data }, changes: new Map([...open.changes, ...own.changes]) }
}

/** Who is in a private project; nobody for a public one. */
export function useMembers(projectId: Id, isWanted = true): LiveResult<ProjectMembers> {
  return useLiveSnapshot(useDesk().lives.members(projectId), isWanted)
}

/** One project: its properties, and its items. */
export function useProject(projectId: Id): {
  project: LiveResult<ViewedProject>
  items: LiveResult<ItemsState>
} {
  const { lives } = useDesk()
  const project = useLiveSnapshot(lives.project(projectId))
  const items = useLiveSnapshot(lives.items(projectId))
  return { project, items }
}

/** The releases of the whole site that one sees, newest first. */
export function useSiteReleases(filter: ReleasesFilter): LiveResult<SiteReleasesState> {
  return useLiveSnapshot(useDesk().lives.siteReleases(filter))
}

/** What publishing a project made of it, newest first. */
export function useReleases(projectId: Id): LiveResult<ReleasesState> {
  return useLiveSnapshot(useDesk().lives.releases(projectId))
}

/** The checklist of a project, in its order. */
export function useTasks(projectId: Id): LiveResult<TasksState> {
  return useLiveSnapshot(useDesk().lives.tasks(projectId))
}

/** What awaits the signed-in person, due first. */
export function useAwaiting(): LiveResult<AwaitingState> {
  return useLiveSnapshot(useDesk().lives.awaiting())
}

/** What was done in a project, newest first. */
export function useActivity(projectId: Id, filter: ActivityFilter): LiveResult<ActivityState> {
  return useLiveSnapshot(useDesk().lives.activity(projectId, filter))
}

/** The comments of a project, or those on one of its items; threads newest first. */
export function useComments(projectId: Id, itemId: Id | null = null): LiveResult<CommentsState> {
  return useLiveSnapshot(useDesk().lives.comments(projectId, itemId))
}

/** Threads, and how to bring in answers of them that are left out. */
export type ThreadsResult = LiveResult<CommentsState> & {
  readAround: (commentId: Id, sides?: ThreadSides) => Promise<ReadAround>
}

/** The threads of a project, of one of its items, or on a text by itself. */
export function useThreads(home: ThreadHome): ThreadsResult {
  const { lives } = useDesk()
  const list =
    'projectId' in home
      ? lives.comments(home.projectId, home.itemId)
      : lives.textComments(home.contentId, home.language)
  const result = useLiveSnapshot(list)
  const readAround = useCallback<ThreadsResult['readAround']>(
    (commentId, sides) => lives.readAround(list, commentId, sides),
    [lives, list],
  )
  return useMemo(() => ({ ...result, readAround }), [result, readAround])
}
