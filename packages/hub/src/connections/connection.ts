/**
 * One client's connection, whatever carries it.
 *
 *     waiting ──connect──▶ authenticating ──▶ connected ──▶ closed
 *        ▲                       │ token expired (error 109)
 *        └───────────────────────┘
 *
 * Commands are carried out one after the other, in the order they came: no command of a connection ever meets
 * another one halfway. What the server starts by itself (an ended session, a rights check, a broken stream) may
 * happen between any two steps of a command, so commands look at the state again after every wait.
 */
import {
  type Command,
  type Disconnect,
  decodeCommands,
  disconnects,
  encodeError,
  errors,
} from '@copydesk/protocol'
import { type CommandCore, execute } from '../commands/execute.ts'
import type { HubCore } from '../hub-core.ts'
import { Meter } from '../limits/meter.ts'
import { tooManyCommands, tooSlow } from '../limits/over-limit.ts'
import { count } from '../metrics/stats.ts'
import type { Authenticated, ConnectRequest } from '../options.ts'
import { ReplayBudget } from './replay-budget.ts'
import { SendQueue, type SendQueueOwner } from './send-queue.ts'
import { endSubscription, type Subscription } from './subscription.ts'
import type { FramedText, Transport } from './transport.ts'

/** What a connection needs of the hub: what its commands need, and a little more. */
type ConnectionCore = CommandCore & Pick<HubCore, 'connectionEnds' | 'rates'>

/** What is known of a connection before its connect command. */
export type Handshake = Omit<ConnectRequest, 'token'>

export type ConnectionState =
  | { phase: 'waiting'; handshake: Handshake }
  | { phase: 'authenticating' }
  | { phase: 'connected'; auth: Authenticated }
  | { phase: 'closed' }

/** What the connection's only deadline is for. */
export type Deadline = 'connect' | 'ping' | 'pong'

/** What happens after the commands under way. */
interface Finishing {
  reason: Disconnect
  resolve: () => void
}

/** Reading pauses while this many commands wait. */
const maxWaitingCommands = 64

export class Connection implements SendQueueOwner {
  readonly id: string
  readonly transport: Transport
  readonly sendQueue: SendQueue
  readonly subscriptions = new Map<string, Subscription>()
  state: ConnectionState
  readonly meter: Meter
  readonly replay: ReplayBudget
  deadline: Deadline = 'connect'
  /** Place in the deadline wheel. */
  slot = -1
  readonly #core: ConnectionCore
  readonly #openedAt: number
  readonly #commands: Command[] = []
  #working = false
  #paused = false
  #finishing: Finishing | null = null

  constructor(core: ConnectionCore, transport: Transport, handshake: Handshake) {
    this.#core = core
    this.#openedAt = core.environment.monotonic()
    this.id = core.environment.newId()
    this.transport = transport
    this.sendQueue = new SendQueue(transport, core.limits.maxQueuedBytes, this, core.environment.soon)
    this.meter = new Meter(core.rates)
    this.replay = new ReplayBudget(core.limits.maxRecoveredBytes)
    this.state = { phase: 'waiting', handshake }
  }

  get closed(): boolean {
    return this.state.phase === 'closed'
  }

  /** A message arrived. */
  receive(message: string): void {
    if (this.closed || this.finishing) return
    const decoded = decodeCommands(message)
    if (!decoded.ok) {
      this.fail(decoded.fault)
      return
    }
    if (!this.meter.takesCommands(decoded.commands.length, this.#core.environment.monotonic())) {
      this.disconnect(tooManyCommands(this.#core.limits))
      return
    }
    for (const command of decoded.commands) {
      if (command.kind === 'pong') this.#core.heartbeat.pong(this)
      else this.#commands.push(command)
    }
    if (!this.#working) void this.#work()
    if (this.#commands.length > maxWaitingCommands && !this.#paused) {
      this.#paused = true
      this.transport.pause()
    }
  }

  /** The carrier's own ping arrived, which counts as a command. Whether it is to be answered. */
  pinged(): boolean {
    if (this.closed || this.finishing) return false
    if (this.meter.takesCommands(1, this.#core.environment.monotonic())) return true
    this.disconnect(tooManyCommands(this.#core.limits))
    return false
  }

  /** The carrier is gone, with this close code. */
  transportClosed(code: number): void {
    this.#release(code)
  }

  /** Sends a protocol message, at the latest in the next turn of the event loop. */
  send(message: string): void {
    if (!this.closed) this.sendQueue.send(message)
  }

  /** Sends a text that others may get as well, after all that was sent before. */
  deliver(text: FramedText): void {
    if (!this.closed) this.sendQueue.deliver(text.for(this.sendQueue.framing))
  }

  tooSlow(): void {
    this.#end(tooSlow(this.#core.limits))
  }

  /** Tells the client why and closes. */
  disconnect(reason: Disconnect): void {
    if (this.closed) return
    this.sendQueue.flush()
    this.#end(reason)
  }

  /** Whether it ends as soon as its commands under way are carried out. */
  get finishing(): boolean {
    return this.#finishing !== null
  }

  /** Carries out the commands that arrived, takes no more, and closes. Resolves when it is closed. */
  finish(reason: Disconnect): Promise<void> {
    if (!this.#working) this.disconnect(reason)
    if (this.closed) return Promise.resolve()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#finishing = { reason, resolve }
    return promise
  }

  /** The client does not keep to the protocol. Happens at most once per connection, so it may be logged. */
  fail(fault: string): void {
    if (this.closed) return
    this.#core.log.warn({ client: this.id, user: this.user, fault }, 'A client does not keep to the protocol')
    this.disconnect(disconnects.badRequest)
  }

  /** The signed-in user; undefined before connect and after the end. */
  get user(): string | undefined {
    return this.state.phase === 'connected' ? this.state.auth.user : undefined
  }

  async #work(): Promise<void> {
    this.#working = true
    this.sendQueue.gather()
    let command = this.#commands.shift()
    while (command !== undefined && !this.closed) {
      await this.#carryOut(command)
      if (this.#paused && this.#commands.length === 0) {
        this.#paused = false
        this.transport.resume()
      }
      command = this.#commands.shift()
    }
    this.#working = false
    if (this.#finishing !== null) this.disconnect(this.#finishing.reason)
    if (!this.closed) this.sendQueue.flush()
  }

  async #carryOut(command: Command): Promise<void> {
    try {
      await execute(this.#core, this, command)
    } catch (error) {
      this.#core.log.warn(
        { client: this.id, user: this.user, command: command.kind, err: error },
        'A command failed',
      )
      if (command.kind === 'connect' || !('id' in command)) this.disconnect(disconnects.serverError)
      else if (!this.closed) this.#answerFailure(command.id)
    }
  }

  #answerFailure(id: number): void {
    count(this.#core.counters.errors, errors.internal.code)
    this.send(encodeError(id, errors.internal))
  }

  #end(reason: Disconnect): void {
    if (this.closed) return
    this.#release(reason.code)
    this.transport.close(reason)
  }

  #release(code: number): void {
    if (this.closed) return
    this.#core.connections.remove(this)
    this.state = { phase: 'closed' }
    this.#commands.length = 0
    this.sendQueue.discard()
    count(this.#core.counters.drops, code)
    const ageMs = this.#core.environment.monotonic() - this.#openedAt
    this.#core.heartbeat.forget(this)
    for (const subscription of [...this.subscriptions.values()])
      endSubscription(this.#core, subscription, null)
    this.#finishing?.resolve()
    this.#core.connectionEnds.tell({ transport: this.transport.kind, code, ageMs })
  }
}
