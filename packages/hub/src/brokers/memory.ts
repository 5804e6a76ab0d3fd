/**
 * Carries hints within one process: the broker of a single node, and of several hubs that share a process. It
 * calls back synchronously, in the order of the calls.
 */
import type { Announcement, Broker } from '../broker.ts'

export function createMemoryBroker(): Broker {
  const listeners = new Set<(announcement: Announcement) => void>()
  const nodes = new Map<string, Set<(message: string) => void>>()

  return {
    publish(announcement) {
      for (const listener of [...listeners]) listener(announcement)
    },
    subscribe(listener) {
      const own = (announcement: Announcement): void => listener(announcement)
      listeners.add(own)
      return () => listeners.delete(own)
    },
    sendToNode(nodeId, message) {
      const receivers = nodeId === '*' ? [...nodes.values()] : [nodes.get(nodeId) ?? new Set<never>()]
      for (const set of receivers) for (const listener of [...set]) listener(message)
    },
    receive(nodeId, listener) {
      const set = nodes.get(nodeId) ?? new Set()
      nodes.set(nodeId, set)
      const own = (message: string): void => listener(message)
      set.add(own)
      return () => {
        set.delete(own)
        if (set.size === 0) nodes.delete(nodeId)
      }
    },
    close: async () => {
      listeners.clear()
      nodes.clear()
    },
  }
}
