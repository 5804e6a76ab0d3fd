/** A connection of this window's own, where there are no shared workers. Loaded only then. */
import { serveInTab } from '@copydesk/client/realtime-worker'
import { createTransportMemory } from '@copydesk/client/shared-realtime'
import { sharedName } from '../base-path.ts'
import { browserStorage } from '../browser/storage.ts'
import { liveOptions } from './live-options.ts'

/** The window's end of it. */
export function openLiveInTab() {
  return serveInTab({
    ...liveOptions(),
    memory: createTransportMemory(browserStorage(), sharedName('copydesk.transport')),
  })
}
