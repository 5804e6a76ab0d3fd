/**
 * A broker between nodes of one process that the test can sever: each node has its own end of it, and what a
 * severed end sends or should receive is lost, as hints and messages between nodes may be.
 */
import { type Broker, type BrokerState, createMemoryBroker, Listeners } from '../../src/index.ts'

export interface BrokerEnd extends Broker {
  /** The channels that it follows, each as often as it does. */
  readonly followed: readonly string[]
  /** From here on nothing comes or goes, until it is healed. */
  sever(): void
  heal(): void
  /** Tells the hub in which state it is. */
  tell(state: BrokerState): void
}

/** The ends of one broker, one for each call of the result. */
export function createSeverableBroker(): () => BrokerEnd {
  const middle = createMemoryBroker()
  return () => {
    const states = new Listeners<BrokerState>()
    const followed: string[] = []
    let state: BrokerState = middle.state
    let isSevered = false
    return {
      publish: (announcements) => {
        if (!isSevered) middle.publish(announcements)
      },
      follow: (channel, listener) => {
        followed.push(channel)
        const { ready, unfollow } = middle.follow(channel, (announcement) => {
          if (!isSevered) listener(announcement)
        })
        return {
          ready,
          unfollow: () => {
            followed.splice(followed.indexOf(channel), 1)
            unfollow()
          },
        }
      },
      get state() {
        return state
      },
      onState: (listener) => states.add(listener),
      figures: middle.figures,
      maxMessageBytes: middle.maxMessageBytes,
      sendToNode: (node, message) => {
        if (!isSevered) middle.sendToNode(node, message)
      },
      receive: (node, listener) =>
        middle.receive(node, (message) => {
          if (!isSevered) listener(message)
        }),
      close: async () => undefined,
      followed,
      sever: () => {
        isSevered = true
      },
      heal: () => {
        isSevered = false
      },
      tell: (next) => {
        state = next
        states.tell(next)
      },
    }
  }
}
