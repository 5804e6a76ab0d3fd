/** Waits for a connection to stand. */
import type { ChannelSource } from './connection.ts'

/** Resolves once it is connected. */
export function untilConnected(realtime: Pick<ChannelSource, 'isConnected' | 'subscribe'>): Promise<void> {
  if (realtime.isConnected()) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = realtime.subscribe(() => {
      if (!realtime.isConnected()) return
      stop()
      resolve()
    })
  })
}
