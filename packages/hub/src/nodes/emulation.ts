/**
 * Commands that arrive in HTTP requests of their own, because the client's connection only brings messages down
 * (HTTP stream, SSE). The request may reach any node: it is handed to the one that holds the session, which
 * answers whether it knew it. So no load balancer needs sticky sessions.
 */
import type { EmulationRequest } from '@copydesk/protocol'
import type { Environment } from '../environment.ts'
import type { NodeMessage } from './node-messages.ts'

/**
 * `unknown_session`: there is no such session or node, so the client must connect again; `unreachable_node`: the
 * node exists and does not answer, so nobody knows whether the commands arrived.
 */
export type Delivery = 'delivered' | 'unknown_session' | 'unreachable_node'

export interface EmulationLinks {
  readonly nodeId: string
  /** Whether there is such another node. */
  hasNode(node: string): boolean
  tellNode(node: string, message: NodeMessage): void
}

/** Less than the time that SDKs give a command (5 s), so that they reconnect for the right reason. */
const answerTimeoutMs = 3_000

export class Emulation {
  readonly #links: EmulationLinks
  readonly #environment: Pick<Environment, 'after' | 'newId'>
  /** What to do with commands, by session. */
  readonly #sessions = new Map<string, (data: string) => void>()
  /** Requests on their way to other nodes, by their id. */
  readonly #forwarded = new Map<string, (delivery: Delivery) => void>()

  constructor(links: EmulationLinks, environment: Pick<Environment, 'after' | 'newId'>) {
    this.#links = links
    this.#environment = environment
  }

  /** Makes a session of this node reachable until the returned function is called. */
  open(session: string, receive: (data: string) => void): () => void {
    this.#sessions.set(session, receive)
    return () => this.#sessions.delete(session)
  }

  /** Takes commands to their session, wherever it is. */
  async deliver({ session, node, data }: EmulationRequest): Promise<Delivery> {
    if (node === '' || node === this.#links.nodeId) return this.#take(session, data)
    if (!this.#links.hasNode(node)) return 'unknown_session'
    return this.#forward(node, session, data)
  }

  /** Another node sent commands for a session that should be here. */
  forwarded(from: string, { id, session, data }: Extract<NodeMessage, { type: 'commands' }>): void {
    const known = this.#take(session, data) === 'delivered'
    this.#links.tellNode(from, { type: 'commands_taken', id, known })
  }

  /** Another node answers for commands that were forwarded to it. */
  answered({ id, known }: Extract<NodeMessage, { type: 'commands_taken' }>): void {
    this.#forwarded.get(id)?.(known ? 'delivered' : 'unknown_session')
  }

  #take(session: string, data: string): Delivery {
    const receive = this.#sessions.get(session)
    receive?.(data)
    return receive === undefined ? 'unknown_session' : 'delivered'
  }

  #forward(node: string, session: string, data: string): Promise<Delivery> {
    const id = this.#environment.newId()
    return new Promise((resolve) => {
      const settle = (delivery: Delivery): void => {
        cancel()
        this.#forwarded.delete(id)
        resolve(delivery)
      }
      const cancel = this.#environment.after(answerTimeoutMs, () => settle('unreachable_node'))
      this.#forwarded.set(id, settle)
      this.#links.tellNode(node, { type: 'commands', id, session, data })
    })
  }
}
