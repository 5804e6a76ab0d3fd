'use client'

/** `@copydesk/react`: Copydesk's live data and commands as hooks. */
export { CopydeskProvider, type CopydeskProviderProps, useDesk } from './CopydeskProvider.tsx'
export { useCommands, useConnectionStatus, useLiveSwitches, useRefreshAll } from './use-connection.ts'
export { useContent, useContentList, useReferences, useTrash } from './use-content.ts'
export {
  useDeliveries,
  useFailedWork,
  useRefusedAddresses,
  useTrace,
  useTraces,
} from './use-delivery.ts'
export { useHere, useHereAtVersion, usePublishingNow, useTypists } from './use-here.ts'
export { useInbox, useInboxCounts, usePreferences, useSubscriptions } from './use-inbox.ts'
export { type LiveResult, useLive, useLiveSnapshot } from './use-live.ts'
export {
  useGroups,
  useInvitations,
  useMe,
  useOwnSessions,
  usePeople,
  usePerson,
  usePersonName,
} from './use-people.ts'
export {
  type ThreadsResult,
  useActivity,
  useAwaiting,
  useComments,
  useMembers,
  useProject,
  useProjectName,
  useProjects,
  useReleases,
  useSiteReleases,
  useTasks,
  useThreads,
} from './use-projects.ts'
