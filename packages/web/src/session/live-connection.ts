/** The realtime connection of this window: one for all windows of this browser in which the same person works. */
import type { Api } from '@copydesk/client'
import { countTabs, createAskChanges, SharedRealtime } from '@copydesk/client/shared-realtime'
import type { Person } from '@copydesk/contract'
import { basePath, sharedName } from '../base-path.ts'
import { serverReturn } from '../load-patiently.ts'
import { noteAppConnection } from './app-connection.ts'

/** Not connected yet; CopydeskProvider starts and stops it. */
export function createLiveConnection(api: Api, person: Person): SharedRealtime {
  const realtime = new SharedRealtime({
    name: nameOf(person),
    openWorker: 'SharedWorker' in globalThis ? openWorker : undefined,
    openInTab: async () => (await import('./live-in-tab.ts')).openLiveInTab(),
    polling: {
      changes: createAskChanges(
        `${basePath}/api/v1/changes`,
        (input, init) => fetch(input, init),
        async () => ({}),
      ),
      liveInfo: () => api.live.get(),
    },
  })
  let wasSignedOut = false
  let wasConnected = false
  noteAppConnection(realtime.getStatus())
  realtime.subscribe(() => {
    noteAppConnection(realtime.getStatus())
    // Code that could not be fetched meanwhile need not wait any longer.
    if (realtime.isConnected() && !wasConnected) serverReturn.wake()
    wasConnected = realtime.isConnected()
    const isSignedOut = realtime.getStatus().reason === 'signed_out'
    // The person signed out in another window; asking for anything makes this one notice.
    if (isSignedOut && !wasSignedOut) api.me.get().catch(() => {})
    wasSignedOut = isSignedOut
  })
  return realtime
}

function openWorker(name: string): SharedWorker {
  return new SharedWorker(new URL('./live-worker.ts', import.meta.url), { type: 'module', name })
}

/** How many windows of this browser work as this person; null where the browser does not tell. */
export function countWindows(person: Person): Promise<number | null> {
  return countTabs(nameOf(person)).catch(() => null)
}

const nameOf = ({ id }: Person) => sharedName(`copydesk ${id}`)
