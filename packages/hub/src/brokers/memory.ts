/**
 * Carries hints and messages within one process: the broker of a single node, and of several hubs that share a
 * process. It calls back synchronously, in the order of the calls, and is always connected.
 */
import { ListenersByKey, type ReportFailure } from '../listeners.ts'
import type { Announcement, Broker } from './broker.ts'

export interface MemoryBrokerOptions {
  /** Told of what a listener throws; a warning of the process when absent. */
  listenerFailed?: ReportFailure
}

const ready = Promise.resolve()

export function createMemoryBroker({ listenerFailed }: MemoryBrokerOptions = {}): Broker {
  const followers = new ListenersByKey<Announcement>(listenerFailed)
  const nodes = new ListenersByKey<string>(listenerFailed)
  const figures = { sent: 0, received: 0, dropped: 0, reconnects: 0 }

  return {
    publish(announcements) {
      for (const announcement of announcements) followers.tell(announcement.channel, announcement)
    },
    follow: (channel, listener) => ({ ready, unfollow: followers.add(channel, listener) }),
    state: { phase: 'connected' },
    onState: () => () => undefined,
    figures,
    maxMessageBytes: Number.POSITIVE_INFINITY,
    sendToNode(nodeId, message) {
      if (nodeId === '*') nodes.tellAll(message)
      else nodes.tell(nodeId, message)
    },
    receive: (nodeId, listener) => nodes.add(nodeId, listener),
    close: async () => {
      followers.clear()
      nodes.clear()
    },
  }
}
