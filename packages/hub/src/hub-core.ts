/**
 * The hub without its sockets: wires channels, presence, connections and heartbeat together and carries out what
 * the application asks. Transports hand it connections; it hands them bytes. It opens nothing and listens nowhere.
 */
import { disconnects, encodeJoin, encodeLeave, type HandshakeRecord, unsubscribes } from '@copydesk/protocol'
import type { BrokerState } from './brokers/broker.ts'
import { Channels } from './channels/channels.ts'
import { disconnectUser, endSession } from './connections/access.ts'
import { Connection, type Handshake } from './connections/connection.ts'
import { Connections } from './connections/connections.ts'
import { drain } from './connections/drain.ts'
import { Heartbeat } from './connections/heartbeat.ts'
import { lateness } from './connections/lateness.ts'
import { OpenCarriers } from './connections/open-carriers.ts'
import { Rechecks } from './connections/rechecks.ts'
import { act, type ConnectionTarget, type ServerAction } from './connections/server-actions.ts'
import { endSubscription, type Subscription } from './connections/subscription.ts'
import { FramedText, type Transport } from './connections/transport.ts'
import type { Environment } from './environment.ts'
import { checkPrefix, type HubTransport, hubTransports, isCarriedBy } from './handshake/hub-paths.ts'
import { defaultLimits, type Intervals, intervalsOf } from './limits/limits.ts'
import { type Rates, ratesOf } from './limits/meter.ts'
import { Listeners } from './listeners.ts'
import { createCounters, type HubCounters, type HubStats } from './metrics/stats.ts'
import type { Order } from './nodes/node-messages.ts'
import { Nodes } from './nodes/nodes.ts'
import type { NodeReport } from './nodes/survey.ts'
import type { ConnectionEnd, HubLimits, HubLog, HubOptions, Reach } from './options.ts'
import { serverVersion } from './version.ts'

/** How often it forgets what it remembers of ended sessions, once that is old. */
const forgetIntervalMs = 10_000
/** A broken journal is logged once in this time. */
const journalLogMs = 60_000

const silentLog: HubLog = { info: () => undefined, warn: () => undefined }

export class HubCore {
  readonly options: HubOptions
  readonly environment: Environment
  readonly nodeId: string
  /** What the path of every address begins with. */
  readonly pathPrefix: string
  readonly limits: HubLimits
  readonly intervals: Intervals
  readonly log: HubLog
  readonly counters: HubCounters = createCounters()
  readonly connections = new Connections()
  readonly channels: Channels<Subscription>
  readonly nodes: Nodes
  readonly rechecks = new Rechecks(this)
  readonly heartbeat: Heartbeat
  readonly carriers = new OpenCarriers()
  readonly handshakes: Listeners<HandshakeRecord>
  readonly connectionEnds: Listeners<ConnectionEnd>
  readonly rates: Rates
  readonly #startedAt: number
  readonly #stops: (() => void)[] = []
  #journalLoggedAt = Number.NEGATIVE_INFINITY
  #drained: Promise<void> | null = null
  #transports: readonly HubTransport[]
  #isLate = false

  constructor(options: HubOptions, environment: Environment) {
    this.options = options
    this.environment = environment
    this.#startedAt = environment.monotonic()
    this.pathPrefix = checkPrefix(options.pathPrefix ?? '')
    this.nodeId = options.nodeId ?? environment.newId()
    this.limits = { ...defaultLimits, ...options.limits }
    this.intervals = intervalsOf(options)
    this.log = options.log ?? silentLog
    this.rates = ratesOf(this.limits)
    const listenerFailed = (err: unknown) => this.log.warn({ err }, 'A function of the application failed')
    this.handshakes = new Listeners(listenerFailed)
    this.connectionEnds = new Listeners(listenerFailed)
    const { onHandshake, onConnectionEnd } = options
    if (onHandshake !== undefined) this.handshakes.add(onHandshake)
    if (onConnectionEnd !== undefined) this.connectionEnds.add(onConnectionEnd)
    this.#transports = options.transports ?? hubTransports
    this.channels = new Channels(options, this.limits, environment, this.counters, {
      interrupted: (channel) => {
        for (const member of channel.audience.members()) {
          endSubscription(this, member, unsubscribes.insufficientState)
        }
      },
      journalFailed: (error) => this.#journalFailed(error),
    })
    const { nodeId, log } = this
    this.nodes = new Nodes(
      { nodeId, broker: options.broker, environment, log },
      {
        joined: (channel, info) => this.#tell(channel, encodeJoin(channel, info)),
        left: (channel, info) => this.#tell(channel, encodeLeave(channel, info)),
        carryOut: (order) => this.#carryOut(order),
        missedOrders: () => void this.rechecks.ask(undefined),
        report: () => this.#report(),
      },
    )
    this.heartbeat = new Heartbeat(this)
    this.#start()
  }

  /** Takes a new connection in. */
  open(transport: Transport, handshake: Handshake): Connection {
    const connection = new Connection(this, transport, handshake)
    this.connections.add(connection)
    this.heartbeat.opened(connection)
    // Its transport may have been switched off since its request came.
    if (!this.#isServed(connection)) connection.disconnect(disconnects.forceReconnect)
    return connection
  }

  /** The transports that are served now. */
  get transports(): readonly HubTransport[] {
    return this.#transports
  }

  /** Serves these from now on and ends the connections of the others. Resolves when they have ended. */
  setTransports(transports: readonly HubTransport[]): Promise<void> {
    this.#transports = transports
    const cutOff = () => this.connections.all().filter((connection) => !this.#isServed(connection))
    return drain(cutOff, disconnects.forceReconnect, this.intervals.drainMs, this.environment)
  }

  /** Ends the connections behind a sign-in session. */
  endSession(sessionId: string, reach: Reach = 'every_node'): void {
    endSession(this, sessionId)
    if (reach === 'every_node') this.nodes.order({ type: 'end_session', sessionId })
  }

  /** Ends all connections of a user, on every node. */
  disconnectUser(user: string, code: number): void {
    disconnectUser(this, user, code)
    this.nodes.order({ type: 'disconnect_user', user, code })
  }

  /** Does something to connections on every node. Resolves when this one is done. */
  async act(target: ConnectionTarget, action: ServerAction): Promise<void> {
    this.nodes.order({ type: 'act', target, action })
    await act(this, target, action)
  }

  /** Asks `authorize` again about the subscriptions of a user, or of everyone. */
  recheck(user: string | undefined, reach: Reach = 'every_node'): Promise<void> {
    if (reach === 'every_node') this.nodes.order({ type: 'recheck', ...(user !== undefined && { user }) })
    return this.rechecks.ask(user)
  }

  stats(): HubStats {
    let subscriptions = 0
    let queuedBytes = 0
    const transports = { websocket: 0, http_stream: 0, sse: 0, events: 0 }
    for (const connection of this.connections.all()) {
      subscriptions += connection.subscriptions.size
      transports[connection.transport.kind] += 1
      queuedBytes += connection.transport.queuedBytes
    }
    const { size } = this.connections
    return {
      ...structuredClone(this.counters),
      connections: size,
      transports,
      subscriptions,
      channels: this.channels.size,
      queuedBytes,
      journalPollAgeMs: this.channels.pollAgeMs,
      broker: this.options.broker.state,
      brokerFigures: this.options.broker.figures,
    }
  }

  /** Whether clients know that changes come late. */
  get isLate(): boolean {
    return this.#isLate
  }

  /** Whether the node stops: it takes no more connections. */
  get draining(): boolean {
    return this.#drained !== null
  }

  /** Takes no more connections and ends those there are. Resolves when all have ended. */
  drain(): Promise<void> {
    this.#drained ??= drain(
      () => this.connections.all(),
      disconnects.shutdown,
      this.intervals.drainMs,
      this.environment,
    )
    return this.#drained
  }

  /** Stops the timers and listens to the broker no more. The broker stays open: it belongs to the application. */
  stop(): void {
    this.nodes.stop()
    for (const stop of this.#stops.splice(0)) stop()
  }

  #isServed({ transport }: Connection): boolean {
    return isCarriedBy(transport.kind, this.#transports)
  }

  #start(): void {
    const { broker } = this.options
    const { every, monotonic } = this.environment
    this.#stops.push(
      broker.onState((state) => this.#brokerChanged(state)),
      every(this.heartbeat.tickMs, () => this.heartbeat.tick()),
      every(this.intervals.pollMs, () => {
        this.channels.poll()
        this.#tellLateness()
      }),
      every(forgetIntervalMs, () => this.connections.forgetEnded(monotonic())),
    )
    this.channels.poll()
    this.nodes.start()
  }

  #tell(channelName: string, message: string): void {
    const channel = this.channels.get(channelName)
    if (channel?.rules.joinLeave) channel.audience.publish(message)
  }

  /** Carries out what the application asked for at another node. */
  #carryOut(order: Order): void {
    switch (order.type) {
      case 'end_session':
        endSession(this, order.sessionId)
        break
      case 'disconnect_user':
        disconnectUser(this, order.user, order.code)
        break
      case 'recheck':
        void this.rechecks.ask(order.user)
        break
      case 'act':
        act(this, order.target, order.action).catch((error: unknown) => {
          this.log.warn({ err: error, action: order.action.kind }, 'What another node asked for failed')
        })
    }
  }

  #report(): NodeReport {
    const { connections, subscriptions, channels } = this.stats()
    return {
      info: {
        uid: this.nodeId,
        name: this.nodeId,
        version: serverVersion,
        num_clients: connections,
        num_users: this.connections.userCount,
        num_subs: subscriptions,
        num_channels: channels,
        uptime: Math.floor((this.environment.monotonic() - this.#startedAt) / 1000),
      },
      channels: this.channels.sizes(),
    }
  }

  #brokerChanged(state: BrokerState): void {
    if (state.phase === 'degraded') {
      this.log.warn(
        { reason: state.reason },
        'The broker does not carry messages; live updates are late until it does',
      )
      return
    }
    this.log.info({}, 'The broker carries messages again')
    this.nodes.brokerReturned()
    this.channels.compareAll()
  }

  /**
   * Tells every client when changes begin to be late, and when they no longer are. Not at once: what a broker that is
   * back within moments held up came as soon as it would be asked for.
   */
  #tellLateness(): void {
    const isLate = this.options.broker.state.phase === 'degraded'
    if (isLate === this.#isLate) return
    this.#isLate = isLate
    const text = new FramedText(lateness(isLate))
    for (const connection of this.connections.all()) {
      if (connection.state.phase === 'connected') connection.deliver(text)
    }
  }

  #journalFailed(error: unknown): void {
    const now = this.environment.monotonic()
    if (now - this.#journalLoggedAt < journalLogMs) return
    this.#journalLoggedAt = now
    this.log.warn({ err: error }, 'The journal cannot be read; live updates are late until it can')
  }
}
