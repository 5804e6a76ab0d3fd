/**
 * The other nodes: which there are, what they tell this one and what it tells them. Nodes say now and then that they
 * are there; who is heard for the first time, or again after a silence, is told who is connected here and asked the
 * same. A node that misses messages all the same learns so and asks for the truth anew.
 */
import type { ClientInfo } from '@copydesk/protocol'
import type { Broker } from '../brokers/broker.ts'
import type { Environment } from '../environment.ts'
import type { HubLog } from '../options.ts'
import { Emulation } from './emulation.ts'
import { decodeFrame, encodeFrame } from './node-frames.ts'
import { NodeLinks } from './node-links.ts'
import { decodeNodeMessage, type NodeMessage, type Order } from './node-messages.ts'
import { Peers } from './peers.ts'
import { Presence, type PresenceEffects } from './presence.ts'
import { PresenceChanges } from './presence-changes.ts'
import { type NodeReport, Survey } from './survey.ts'

export interface NodesEffects extends PresenceEffects {
  /** What the application asked of every node, at another one. */
  carryOut(order: Order): void
  /** Orders may have been lost: find out what they would have said. */
  missedOrders(): void
  report(): NodeReport
}

export interface NodesOptions {
  nodeId: string
  broker: Broker
  environment: Environment
  log: HubLog
}

/** How often a node says that it is there, and after what silence it is gone. */
const aliveIntervalMs = 10_000
const silenceMs = 35_000

export class Nodes {
  readonly presence: Presence
  readonly emulation: Emulation
  readonly survey: Survey
  readonly #options: NodesOptions
  readonly #effects: NodesEffects
  readonly #changes: PresenceChanges
  readonly #peers = new Peers()
  readonly #links: NodeLinks
  readonly #stops: (() => void)[] = []

  constructor(options: NodesOptions, effects: NodesEffects) {
    const { nodeId, broker, environment } = options
    const tellNode = (node: string, message: NodeMessage): void => this.#tell(node, message)
    this.#options = options
    this.#effects = effects
    this.#changes = new PresenceChanges((channel) => this.presence.size(channel), effects, environment)
    this.presence = new Presence(this.#changes)
    this.emulation = new Emulation(
      { nodeId, hasNode: (node) => this.#peers.has(node), tellNode },
      environment,
    )
    this.survey = new Survey(
      { peers: () => this.#peers.all(), report: () => effects.report(), tellNode },
      environment,
    )
    this.#links = new NodeLinks(
      {
        nodeId,
        maxMessageBytes: broker.maxMessageBytes,
        send: (node, frame) => broker.sendToNode(node, frame),
        received: (node, message) => this.#received(node, message),
        missed: (node) => this.#missed(node),
        gaveUp: (node, stalledMs) => this.#gaveUp(node, stalledMs),
      },
      environment,
    )
  }

  /** Other nodes that were heard from lately. */
  peers(): string[] {
    return this.#peers.all()
  }

  start(): void {
    const { nodeId, broker, environment } = this.#options
    this.#stops.push(
      broker.receive(nodeId, (text) => this.#receive(text)),
      environment.every(aliveIntervalMs, () => this.#lookAround()),
    )
    this.#say('alive')
  }

  stop(): void {
    this.#say('gone')
    for (const stop of this.#stops.splice(0)) stop()
    this.#links.stop()
    this.#changes.stop()
  }

  /** Everyone in the channel by connection id, for somebody who hears of changes from then on. */
  show(channel: string): Record<string, ClientInfo> {
    this.#changes.shown(channel)
    return this.presence.in(channel)
  }

  /** Somebody came into a channel with presence at this node. */
  join(channel: string, info: ClientInfo): void {
    this.presence.join(channel, info)
    for (const node of this.#peers.all()) this.#tell(node, { type: 'join', channel, info })
  }

  leave(channel: string, client: string): void {
    this.presence.leave(channel, client)
    for (const node of this.#peers.all()) this.#tell(node, { type: 'leave', channel, client })
  }

  /** Has every other node carry this out, those that are silent just now as well, once they are heard again. */
  order(order: Order): void {
    const nodes = new Set([...this.#peers.all(), ...this.#links.nodes()])
    for (const node of nodes) this.#tell(node, order)
  }

  /** Messages get through again. The silence of other nodes said nothing while they did not. */
  brokerReturned(): void {
    for (const node of this.#peers.all()) this.#peers.heard(node, this.#options.environment.monotonic())
    this.#say('alive')
    this.#links.retry()
  }

  #lookAround(): void {
    const { broker, environment } = this.#options
    if (broker.state.phase === 'connected') {
      for (const node of this.#peers.forgetSilent(environment.monotonic() - silenceMs)) {
        this.presence.peerGone(node)
      }
    }
    this.#links.forgetIdle()
    this.#say('alive')
  }

  #say(type: 'alive' | 'gone'): void {
    const { nodeId, broker } = this.#options
    broker.sendToNode('*', encodeFrame({ kind: 'plain', node: nodeId, type }))
  }

  #tell(node: string, message: NodeMessage): void {
    this.#links.send(node, JSON.stringify(message))
  }

  #receive(text: string): void {
    const frame = decodeFrame(text)
    if (frame === null || frame.node === this.#options.nodeId) return
    const { node } = frame
    if (frame.kind === 'plain' && frame.type === 'gone') {
      this.#peers.forget(node)
      this.#links.forget(node)
      this.presence.peerGone(node)
      return
    }
    this.#heard(node)
    if (frame.kind !== 'plain') this.#links.receive(frame)
  }

  #heard(node: string): void {
    const isNew = !this.#peers.has(node)
    this.#peers.heard(node, this.#options.environment.monotonic())
    if (!isNew) return
    this.#links.retry(node)
    this.#compare(node, true)
  }

  /** Tells a node who is connected here, and perhaps asks it the same. */
  #compare(node: string, wanted: boolean): void {
    this.#tell(node, { type: 'presence', list: this.presence.local(), wanted })
  }

  #missed(node: string): void {
    this.#options.log.warn({ node }, 'Messages of another node were lost; rights and presence are asked anew')
    this.#compare(node, true)
    this.#effects.missedOrders()
  }

  #gaveUp(node: string, stalledMs: number): void {
    this.#options.log.warn({ node, stalledMs }, 'Another node takes no messages; those for it are given up')
    if (this.#peers.has(node)) this.#compare(node, true)
  }

  #received(node: string, text: string): void {
    const message = decodeNodeMessage(text)
    switch (message?.type) {
      case 'join':
        this.presence.peerJoined(node, message.channel, message.info)
        break
      case 'leave':
        this.presence.peerLeft(node, message.channel, message.client)
        break
      case 'presence':
        this.presence.peerState(node, message.list)
        if (message.wanted) this.#compare(node, false)
        break
      case 'commands':
        this.emulation.forwarded(node, message)
        break
      case 'commands_taken':
        this.emulation.answered(message)
        break
      case 'report_wanted':
        this.survey.wanted(node, message.id)
        break
      case 'report':
        this.survey.answered(node, message.id, message.report)
        break
      case 'end_session':
      case 'disconnect_user':
      case 'recheck':
      case 'act':
        this.#effects.carryOut(message)
    }
  }
}
