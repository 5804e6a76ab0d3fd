/**
 * A broker between nodes of one process that the test can sever: each node has its own end of it, and what a
 * severed end sends or should receive is lost, as hints and messages between nodes may be.
 */
import { type Broker, createMemoryBroker } from '../../src/index.ts'

export interface BrokerEnd extends Broker {
  /** From here on nothing comes or goes, until it is healed. */
  sever(): void
  heal(): void
}

/** The ends of one broker, one for each call of the result. */
export function createSeverableBroker(): () => BrokerEnd {
  const middle = createMemoryBroker()
  return () => {
    let isSevered = false
    return {
      publish: (announcement) => {
        if (!isSevered) middle.publish(announcement)
      },
      subscribe: (listener) =>
        middle.subscribe((announcement) => {
          if (!isSevered) listener(announcement)
        }),
      sendToNode: (node, message) => {
        if (!isSevered) middle.sendToNode(node, message)
      },
      receive: (node, listener) =>
        middle.receive(node, (message) => {
          if (!isSevered) listener(message)
        }),
      close: async () => undefined,
      sever: () => {
        isSevered = true
      },
      heal: () => {
        isSevered = false
      },
    }
  }
}
