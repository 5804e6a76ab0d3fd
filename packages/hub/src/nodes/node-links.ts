/**
 * Messages between nodes that must arrive, over a broker that loses, doubles and reorders them and carries short
 * texts only. Each node counts what it sends to each other one; the receiver puts it in order and says what has
 * arrived, and what has not is sent again. What cannot be delivered for long, or becomes too much, is given up
 * together; should the node be heard again, it learns from a count that is not the first one that it missed something.
 */
import type { Environment } from '../environment.ts'
import { IncomingLink } from './incoming-link.ts'
import { encodeFrame, type NodeFrame } from './node-frames.ts'
import { OutgoingLink } from './outgoing-link.ts'

export interface NodeLinksEffects {
  readonly nodeId: string
  readonly maxMessageBytes: number
  /** May be lost. */
  send(node: string, frame: string): void
  /** A message arrived. */
  received(node: string, message: string): void
  /** What that node sent before may be lost. */
  missed(node: string): void
  /** What was meant for that node is given up. */
  gaveUp(node: string, stalledMs: number): void
}

/** How often it looks for what must be sent again, while something is under way. */
const remindMs = 100
/** A node that takes nothing for so long, or is owed so many characters, is given up. */
const longestStallMs = 10 * 60_000
const longestQueue = 32 * 1024 * 1024
/** A count of another node from which nothing came for so long is forgotten. */
const idleMs = 2 * longestStallMs

interface Incoming {
  link: IncomingLink
  heardAt: number
  isAckDue: boolean
}

export class NodeLinks {
  readonly #effects: NodeLinksEffects
  readonly #environment: Pick<Environment, 'after' | 'monotonic' | 'newId' | 'soon'>
  readonly #outgoing = new Map<string, OutgoingLink>()
  /** How many counts were given up, by node. */
  readonly #givenUp = new Map<string, number>()
  readonly #incoming = new Map<string, Incoming>()
  #cancelReminder: (() => void) | null = null
  #stopped = false

  constructor(
    effects: NodeLinksEffects,
    environment: Pick<Environment, 'after' | 'monotonic' | 'newId' | 'soon'>,
  ) {
    this.#effects = effects
    this.#environment = environment
  }

  /** The nodes that something was sent to and that were not given up. */
  nodes(): string[] {
    return [...this.#outgoing.keys()]
  }

  /** Sends a message; it arrives once, whole, and after those that were sent before. */
  send(node: string, message: string): void {
    const link = this.#outgoing.get(node) ?? this.#begin(node)
    link.send(message)
    if (link.length > longestQueue) this.#giveUp(node, link)
    if (link.isWaiting) this.#remindLater()
  }

  /** A piece or an acknowledgement came in. */
  receive(frame: Extract<NodeFrame, { kind: 'piece' | 'ack' }>): void {
    if (frame.kind === 'piece') this.#take(frame)
    else this.#acknowledged(frame)
  }

  /** Sends again at once what one node, or all, may not have got: the way is free again. */
  retry(node?: string): void {
    for (const [name, link] of [...this.#outgoing]) if (node === undefined || node === name) link.retry()
  }

  /** The node stopped: nothing is left for it. */
  forget(node: string): void {
    this.#outgoing.delete(node)
    this.#givenUp.delete(node)
  }

  /** Forgets what nothing came from for long. Called at intervals. */
  forgetIdle(): void {
    const before = this.#environment.monotonic() - idleMs
    for (const [id, { heardAt }] of this.#incoming) if (heardAt < before) this.#incoming.delete(id)
  }

  stop(): void {
    this.#stopped = true
    this.#cancelReminder?.()
    this.#outgoing.clear()
  }

  #begin(node: string): OutgoingLink {
    const { nodeId, maxMessageBytes } = this.#effects
    const linkName = { id: this.#environment.newId(), nth: this.#givenUp.get(node) ?? 0 }
    const link = new OutgoingLink(linkName, maxMessageBytes, {
      monotonic: () => this.#environment.monotonic(),
      send: (name, base, piece) =>
        this.#effects.send(node, encodeFrame({ kind: 'piece', node: nodeId, link: name, base, piece })),
    })
    this.#outgoing.set(node, link)
    return link
  }

  #giveUp(node: string, link: OutgoingLink): void {
    this.#outgoing.delete(node)
    this.#givenUp.set(node, link.name.nth + 1)
    this.#effects.gaveUp(node, link.stalledMs)
  }

  #take({ node, link: { id, nth }, base, piece }: Extract<NodeFrame, { kind: 'piece' }>): void {
    let incoming = this.#incoming.get(id)
    if (incoming === undefined) {
      incoming = { link: new IncomingLink(base), heardAt: 0, isAckDue: false }
      this.#incoming.set(id, incoming)
      if (nth > 0) this.#effects.missed(node)
    }
    incoming.heardAt = this.#environment.monotonic()
    this.#acknowledgeSoon(node, id, incoming)
    for (const message of incoming.link.take(piece)) this.#effects.received(node, message)
  }

  /** Once for all pieces that come together. */
  #acknowledgeSoon(node: string, id: string, incoming: Incoming): void {
    if (incoming.isAckDue) return
    incoming.isAckDue = true
    this.#environment.soon(() => {
      incoming.isAckDue = false
      if (this.#stopped) return
      const { arrived: seq, early } = incoming.link
      const gap = early === undefined ? {} : { early }
      this.#effects.send(
        node,
        encodeFrame({ kind: 'ack', node: this.#effects.nodeId, link: id, seq, ...gap }),
      )
    })
  }

  #acknowledged({ node, link: id, seq, early }: Extract<NodeFrame, { kind: 'ack' }>): void {
    const link = this.#outgoing.get(node)
    if (link?.name.id === id) link.acknowledged(seq, early)
  }

  #remindLater(): void {
    this.#cancelReminder ??= this.#environment.after(remindMs, () => {
      this.#cancelReminder = null
      for (const [node, link] of [...this.#outgoing]) {
        if (link.stalledMs > longestStallMs) this.#giveUp(node, link)
        else link.remind()
      }
      if ([...this.#outgoing.values()].some(({ isWaiting }) => isWaiting)) this.#remindLater()
    })
  }
}
