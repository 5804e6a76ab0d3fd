/**
 * Who is in which channel, on every node. Each node knows its own connections; nodes tell each other who comes
 * and goes, and now and then everything, so that a lost message corrects itself. A node that is gone takes its
 * clients with it.
 */
import type { ClientInfo } from '@copydesk/protocol'

/** Clients by channel, as one node sends them. */
export type PresenceList = Record<string, ClientInfo[]>

export interface PresenceEffects {
  joined(channel: string, info: ClientInfo): void
  left(channel: string, info: ClientInfo): void
}

/** Clients by connection id, by channel. */
type Book = Map<string, Map<string, ClientInfo>>

export class Presence {
  readonly #local: Book = new Map()
  readonly #peers = new Map<string, Book>()
  readonly #effects: PresenceEffects

  constructor(effects: PresenceEffects) {
    this.#effects = effects
  }

  /** Everyone in the channel by connection id. */
  in(channel: string): Record<string, ClientInfo> {
    const all: Record<string, ClientInfo> = {}
    for (const peer of this.#peers.values()) Object.assign(all, entries(peer, channel))
    return Object.assign(all, entries(this.#local, channel))
  }

  /** How many clients are in the channel. */
  size(channel: string): number {
    let size = this.#local.get(channel)?.size ?? 0
    for (const peer of this.#peers.values()) size += peer.get(channel)?.size ?? 0
    return size
  }

  /** What this node tells the others; empty when nobody is here. */
  local(): PresenceList {
    return Object.fromEntries([...this.#local].map(([channel, clients]) => [channel, [...clients.values()]]))
  }

  join(channel: string, info: ClientInfo): void {
    add(this.#local, channel, info)
    this.#effects.joined(channel, info)
  }

  leave(channel: string, client: string): void {
    const info = remove(this.#local, channel, client)
    if (info !== undefined) this.#effects.left(channel, info)
  }

  peerJoined(node: string, channel: string, info: ClientInfo): void {
    if (add(this.#peer(node), channel, info)) this.#effects.joined(channel, info)
  }

  peerLeft(node: string, channel: string, client: string): void {
    const info = remove(this.#peer(node), channel, client)
    if (info !== undefined) this.#effects.left(channel, info)
  }

  /** Takes a node's whole list for the truth. */
  peerState(node: string, list: PresenceList): void {
    const before = this.#peer(node)
    const after: Book = new Map()
    this.#peers.set(node, after)
    for (const [channel, clients] of Object.entries(list)) {
      for (const info of clients) {
        add(after, channel, info)
        if (!before.get(channel)?.has(info.client)) this.#effects.joined(channel, info)
      }
    }
    this.#announceLeft(before, after)
  }

  peerGone(node: string): void {
    const peer = this.#peers.get(node)
    this.#peers.delete(node)
    if (peer !== undefined) this.#announceLeft(peer, new Map())
  }

  #peer(node: string): Book {
    const peer: Book = this.#peers.get(node) ?? new Map()
    this.#peers.set(node, peer)
    return peer
  }

  #announceLeft(before: Book, after: Book): void {
    for (const [channel, clients] of before) {
      for (const [client, info] of clients) {
        if (!after.get(channel)?.has(client)) this.#effects.left(channel, info)
      }
    }
  }
}

function entries(book: Book, channel: string): Record<string, ClientInfo> {
  return Object.fromEntries(book.get(channel) ?? [])
}

/** Whether the client was not there before. */
function add(book: Book, channel: string, info: ClientInfo): boolean {
  const clients = book.get(channel) ?? new Map<string, ClientInfo>()
  book.set(channel, clients)
  const isNew = !clients.has(info.client)
  clients.set(info.client, info)
  return isNew
}

function remove(book: Book, channel: string, client: string): ClientInfo | undefined {
  const clients = book.get(channel)
  const info = clients?.get(client)
  clients?.delete(client)
  if (clients?.size === 0) book.delete(channel)
  return info
}
