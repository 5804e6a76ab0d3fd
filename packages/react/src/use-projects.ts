/** Projects, their items and their comments as live React state. */
import type { Present } from '@copydesk/client'
import type {
  ActivityFilter,
  ActivityState,
  AwaitingState,
  CommentsState,
  Id,
  ItemsState,
  ProjectsState,
  ReleasesState,
  TasksState,
  ViewedProject,
} from '@copydesk/contract'
import { useSyncExternalStore } from 'react'
import { useDesk } from './CopydeskProvider.tsx'
import { useConnectionStatus } from './use-connection.ts'
import { type LiveResult, useLiveSnapshot } from './use-live.ts'

/** The list of projects, with counts. */
export function useProjects(): LiveResult<ProjectsState> {
  return useLiveSnapshot(useDesk().lives.projects())
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

const nobody: readonly Present[] = []

/** Who is looking at a project now, oneself included; nobody while that cannot be known. */
export function useHere(projectId: Id): readonly Present[] {
  const here = useDesk().here(projectId)
  const people = useSyncExternalStore(here.subscribe, here.getSnapshot, here.getSnapshot)
  const { status } = useConnectionStatus()
  // A moment's reconnecting must not make everybody flicker.
  return status === 'live' || status === 'delayed' || status === 'reconnecting' ? people : nobody
}
