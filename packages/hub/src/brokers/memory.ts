/**
 * Carries hints within one process: the broker of a single node, and of several hubs that share a process. It
 * calls back synchronously, in the order of the calls.
 */

import { Listeners, type ReportFailure } from '../listeners.ts'
import type { Announcement, Broker } from './broker.ts'

export interface MemoryBrokerOptions {
  /** Told of what a listener throws; a warning of the process when absent. */
  listenerFailed?: ReportFailure
}

export function createMemoryBroker({ listenerFailed }: MemoryBrokerOptions = {}): Broker {
  const listeners = new Listeners<Announcement>(listenerFailed)
  const nodes = new Map<string, Listeners<string>>()

  return {
    publish: (announcement) => listeners.tell(announcement),
    subscribe: (listener) => listeners.add(listener),
    sendToNode(nodeId, message) {
      if (nodeId !== '*') nodes.get(nodeId)?.tell(message)
      else for (const receivers of [...nodes.values()]) receivers.tell(message)
    },
    receive(nodeId, listener) {
      const receivers = nodes.get(nodeId) ?? new Listeners(listenerFailed)
      nodes.set(nodeId, receivers)
      const stop = receivers.add(listener)
      return () => {
        stop()
        if (receivers.size === 0) nodes.delete(nodeId)
      }
    },
    close: async () => {
      listeners.clear()
      nodes.clear()
    },
  }
}
