/**
 * Keeps connections honest: who does not connect in time, does not answer pings, or outlives its credential is
 * cut off. One wheel and one timer for all of them.
 */
import { disconnects, pingMessage, unsubscribes } from '@copydesk/protocol'
import type { HubCore } from '../hub-core.ts'
import { expiryGraceMs } from '../limits/limits.ts'
import type { Connection } from './connection.ts'
import { DeadlineWheel } from './deadline-wheel.ts'
import { endSubscription } from './subscription.ts'
import { FramedText } from './transport.ts'

const longestTickMs = 1_000

export class Heartbeat {
  /** How often `tick` must be called. */
  readonly tickMs: number
  readonly #core: Pick<HubCore, 'channels' | 'environment' | 'intervals' | 'nodes'>
  readonly #wheel: DeadlineWheel<Connection>
  readonly #ping = new FramedText(pingMessage)

  constructor(core: Pick<HubCore, 'channels' | 'environment' | 'intervals' | 'nodes'>) {
    const { pingMs, pongMs, connectMs } = core.intervals
    this.#core = core
    this.tickMs = Math.min(longestTickMs, pongMs / 4, (pingMs - pongMs) / 4)
    this.#wheel = new DeadlineWheel(this.tickMs, Math.max(pingMs, connectMs), (connection) =>
      this.#due(connection),
    )
  }

  tick(): void {
    this.#wheel.tick()
  }

  /** A connection opened: its connect command is awaited. */
  opened(connection: Connection): void {
    connection.deadline = 'connect'
    this.#wheel.set(connection, this.#core.intervals.connectMs)
  }

  /** A connection is authenticated. Its first ping comes early by chance, so that pings spread out. */
  connected(connection: Connection): void {
    connection.deadline = 'ping'
    const { pingMs } = this.#core.intervals
    this.#wheel.set(connection, pingMs * (0.5 + this.#core.environment.random() / 2))
  }

  pong(connection: Connection): void {
    if (connection.deadline !== 'pong') return
    connection.deadline = 'ping'
    this.#wheel.set(connection, this.#core.intervals.pingMs)
  }

  forget(connection: Connection): void {
    this.#wheel.delete(connection)
  }

  #due(connection: Connection): void {
    switch (connection.deadline) {
      case 'connect':
        connection.disconnect(disconnects.stale)
        return
      case 'pong':
        connection.disconnect(disconnects.noPong)
        return
      case 'ping':
        this.#check(connection)
    }
  }

  #check(connection: Connection): void {
    if (connection.state.phase !== 'connected') return
    const expired = this.#core.environment.wallTime() - expiryGraceMs
    const { expiresAt } = connection.state.auth
    if (expiresAt !== undefined && expiresAt * 1000 < expired) {
      connection.disconnect(disconnects.expired)
      return
    }
    for (const subscription of [...connection.subscriptions.values()]) {
      const { state } = subscription
      if (state.phase === 'live' && state.expiresAt !== null && state.expiresAt < expired) {
        endSubscription(this.#core, subscription, unsubscribes.expired)
      }
    }
    if (connection.transport.answersPings) {
      connection.deadline = 'pong'
      this.#wheel.set(connection, this.#core.intervals.pongMs)
    } else if (connection.transport.isRead?.() === false) {
      // Whoever only listens may be gone without a word, and the network holds what is sent to them.
      connection.disconnect(disconnects.slow)
      return
    } else {
      this.#wheel.set(connection, this.#core.intervals.pingMs)
    }
    connection.sendQueue.deliver(this.#ping.for(connection.sendQueue.framing))
  }
}
