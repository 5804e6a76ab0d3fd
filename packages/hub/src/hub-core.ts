/**
 * The hub without its sockets: wires channels, presence, connections and heartbeat together and carries out what
 * the application asks. Transports hand it connections; it hands them bytes. It opens nothing and listens nowhere.
 */
import { disconnects, encodeJoin, encodeLeave, type HandshakeRecord, unsubscribes } from '@copydesk/protocol'
import type { BrokerState } from './brokers/broker.ts'
import { Channels } from './channels/channels.ts'
import { disconnectUser, endSession, recheck } from './connections/access.ts'
import { Connection, type Handshake } from './connections/connection.ts'
import { Connections } from './connections/connections.ts'
import { drain } from './connections/drain.ts'
import { Heartbeat } from './connections/heartbeat.ts'
import { OpenCarriers } from './connections/open-carriers.ts'
import { act, type ConnectionTarget, type ServerAction } from './connections/server-actions.ts'
import { endSubscription, type Subscription } from './connections/subscription.ts'
import type { Transport } from './connections/transport.ts'
import type { Environment } from './environment.ts'
import { checkPrefix, type HubTransport, hubTransports, isCarriedBy } from './handshake/hub-paths.ts'
import { defaultLimits, type Intervals, intervalsOf } from './limits/limits.ts'
import { type Rates, ratesOf } from './limits/meter.ts'
import { Listeners } from './listeners.ts'
import { createCounters, type HubCounters, type HubStats } from './metrics/stats.ts'
import { Emulation } from './nodes/emulation.ts'
import { decodeNodeMessage, encodeNodeMessage, type NodeMessage } from './nodes/node-messages.ts'
import { Peers } from './nodes/peers.ts'
import { Presence } from './nodes/presence.ts'
import { type NodeReport, Survey } from './nodes/survey.ts'
import type { ConnectionEnd, HubLimits, HubLog, HubOptions } from './options.ts'
import { serverVersion } from './version.ts'

/** How often a node tells the others that it is there and who is connected to it, and after what silence it is gone. */
const presenceIntervalMs = 10_000
const silenceMs = 35_000
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
  readonly presence: Presence
  readonly heartbeat: Heartbeat
  readonly emulation: Emulation
  readonly survey: Survey
  readonly carriers = new OpenCarriers()
  readonly handshakes: Listeners<HandshakeRecord>
  readonly connectionEnds: Listeners<ConnectionEnd>
  readonly rates: Rates
  readonly #startedAt: number
  readonly #peers = new Peers()
  readonly #stops: (() => void)[] = []
  #journalLoggedAt = Number.NEGATIVE_INFINITY
  #drained: Promise<void> | null = null
  #transports: readonly HubTransport[]

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
    this.presence = new Presence({
      joined: (channel, info) => this.#tell(channel, encodeJoin(channel, info)),
      left: (channel, info) => this.#tell(channel, encodeLeave(channel, info)),
    })
    this.heartbeat = new Heartbeat(this)
    this.emulation = new Emulation(
      {
        nodeId: this.nodeId,
        hasNode: (node) => this.#peers.has(node),
        tellNode: (node, message) => this.#tellNode(node, message),
      },
      environment,
    )
    this.survey = new Survey(
      {
        peers: () => this.#peers.all(),
        report: () => this.#report(),
        tellNode: (node, message) => this.#tellNode(node, message),
      },
      environment,
    )
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

  /** Ends the connections behind a sign-in session, on every node. */
  endSession(sessionId: string): void {
    endSession(this, sessionId)
    this.tellNodes({ type: 'end_session', sessionId })
  }

  /** Ends all connections of a user, on every node. */
  disconnectUser(user: string, code: number): void {
    disconnectUser(this, user, code)
    this.tellNodes({ type: 'disconnect_user', user, code })
  }

  /** Does something to connections on every node. Resolves when this one is done. */
  async act(target: ConnectionTarget, action: ServerAction): Promise<void> {
    this.tellNodes({ type: 'act', target, action })
    await act(this, target, action)
  }

  /** Asks `authorize` again about the subscriptions of a user, or of everyone, on every node. */
  async recheck(user: string | undefined): Promise<void> {
    this.tellNodes({ type: 'recheck', ...(user !== undefined && { user }) })
    await recheck(this, user)
  }

  /** Other nodes that were heard from lately. */
  peers(): string[] {
    return this.#peers.all()
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
    }
  }

  /** Sends a message to the other nodes. */
  tellNodes(message: NodeMessage): void {
    this.#tellNode('*', message)
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

  /** Lets go of timers and of the broker, which stays open: it is the application's. */
  stop(): void {
    this.tellNodes({ type: 'gone' })
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
      broker.receive(this.nodeId, (text) => this.#receive(text)),
      every(this.heartbeat.tickMs, () => this.heartbeat.tick()),
      every(this.intervals.pollMs, () => this.channels.poll()),
      every(presenceIntervalMs, () => {
        this.connections.forgetEnded(monotonic())
        for (const node of this.#peers.forgetSilent(monotonic() - silenceMs)) this.presence.peerGone(node)
        this.#announcePresence()
      }),
    )
    this.channels.poll()
    this.tellNodes({ type: 'who' })
  }

  #tell(channelName: string, message: string): void {
    const channel = this.channels.get(channelName)
    if (channel?.rules.joinLeave) channel.audience.publish(message)
  }

  #tellNode(node: string, message: NodeMessage): void {
    this.options.broker.sendToNode(node, encodeNodeMessage(this.nodeId, message))
  }

  #announcePresence(): void {
    this.tellNodes({ type: 'presence', list: this.presence.local() })
  }

  #receive(text: string): void {
    const envelope = decodeNodeMessage(text)
    if (envelope === null || envelope.node === this.nodeId) return
    const { node, message } = envelope
    this.#peers.heard(node, this.environment.monotonic())
    switch (message.type) {
      case 'join':
        this.presence.peerJoined(node, message.channel, message.info)
        break
      case 'leave':
        this.presence.peerLeft(node, message.channel, message.client)
        break
      case 'presence':
        this.presence.peerState(node, message.list)
        break
      case 'who':
        this.#announcePresence()
        break
      case 'gone':
        this.#peers.forget(node)
        this.presence.peerGone(node)
        break
      case 'commands':
        this.emulation.forwarded(node, message)
        break
      case 'commands_taken':
        this.emulation.answered(message)
        break
      case 'end_session':
        endSession(this, message.sessionId)
        break
      case 'disconnect_user':
        disconnectUser(this, message.user, message.code)
        break
      case 'recheck':
        void recheck(this, message.user)
        break
      case 'act':
        act(this, message.target, message.action).catch((error: unknown) => {
          this.log.warn({ err: error, action: message.action.kind }, 'What another node asked for failed')
        })
        break
      case 'report_wanted':
        this.survey.wanted(node, message.id)
        break
      case 'report':
        this.survey.answered(node, message.id, message.report)
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
    this.channels.compareAll()
  }

  #journalFailed(error: unknown): void {
    const now = this.environment.monotonic()
    if (now - this.#journalLoggedAt < journalLogMs) return
    this.#journalLoggedAt = now
    this.log.warn({ err: error }, 'The journal cannot be read; live updates are late until it can')
  }
}
