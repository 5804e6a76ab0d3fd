/** The connection and the commands of the desk, for components. */
import type { ConnectionStatus, DeskCommands } from '@copydesk/client'
import type { LiveState } from '@copydesk/contract'
import { useSyncExternalStore } from 'react'
import { useDesk } from './CopydeskProvider.tsx'
import { type LiveResult, useLiveSnapshot } from './use-live.ts'

/** How the connection stands. */
export function useConnectionStatus(): ConnectionStatus {
  const { realtime } = useDesk()
  return useSyncExternalStore(realtime.subscribe, realtime.getStatus, realtime.getStatus)
}

/** What the person can do; the functions never change and never throw. */
export function useCommands(): DeskCommands {
  return useDesk().commands
}

/** Loads everything on screen anew, in place: for the Refresh button when updates are not live. */
export function useRefreshAll(): () => Promise<void> {
  return useDesk().refreshAll
}

/** Which live updates are on for everybody, and who or what switched the others off. */
export function useLiveSwitches(): LiveResult<LiveState> {
  return useLiveSnapshot(useDesk().lives.site())
}
