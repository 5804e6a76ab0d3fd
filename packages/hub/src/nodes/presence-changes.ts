/**
 * When subscribers hear who came and who went: at once while few are in a channel. Where many are, each change is a
 * message to each of them, so that all who reconnect make the square of their number. There changes are gathered for a
 * second and told together, and a client that came back as it was makes no message. Who asks for the presence of a
 * channel is always answered with what is true now; what that answer showed is told even if it was taken back since.
 */
import type { ClientInfo } from '@copydesk/protocol'
import type { Environment } from '../environment.ts'
import type { PresenceEffects } from './presence.ts'

/** Up to this many clients in a channel, on all nodes together, changes are told at once. */
export const fewClients = 50
const gatherMs = 1_000
/** Told at once, about 200 kB: less than what waits for a slow client before it is cut off. */
const mostAtOnce = 1_000
/** Between the parts of what is more, so that connections can be written to. */
const nextPartMs = 100

/** What became of a client since the channel was last told. */
interface Change {
  /** What was told last; null: that the client is not there. */
  told: ClientInfo | null
  info: ClientInfo
  isThere: boolean
  /** An answer showed what was true in between. */
  isShown: boolean
}

interface Gathered {
  changes: Map<string, Change>
  cancel: () => void
}

export class PresenceChanges implements PresenceEffects {
  readonly #sizeOf: (channel: string) => number
  readonly #effects: PresenceEffects
  readonly #environment: Pick<Environment, 'after'>
  readonly #gathered = new Map<string, Gathered>()

  /** `sizeOf` says how many clients are in a channel; `effects` tell one change to its subscribers on this node. */
  constructor(
    sizeOf: (channel: string) => number,
    effects: PresenceEffects,
    environment: Pick<Environment, 'after'>,
  ) {
    this.#sizeOf = sizeOf
    this.#effects = effects
    this.#environment = environment
  }

  joined(channel: string, info: ClientInfo): void {
    if (this.#isToldAtOnce(channel)) this.#effects.joined(channel, info)
    else this.#gather(channel, { told: null, info, isThere: true, isShown: false })
  }

  left(channel: string, info: ClientInfo): void {
    if (this.#isToldAtOnce(channel)) this.#effects.left(channel, info)
    else this.#gather(channel, { told: info, info, isThere: false, isShown: false })
  }

  /** Somebody is shown who is in the channel now. */
  shown(channel: string): void {
    for (const change of this.#gathered.get(channel)?.changes.values() ?? []) change.isShown = true
  }

  /** Tells nothing more. */
  stop(): void {
    for (const { cancel } of this.#gathered.values()) cancel()
    this.#gathered.clear()
  }

  /** Whether a change is told at once: never before those that wait. */
  #isToldAtOnce(channel: string): boolean {
    return !this.#gathered.has(channel) && this.#sizeOf(channel) <= fewClients
  }

  #gather(channel: string, change: Change): void {
    const { changes } = this.#gathered.get(channel) ?? this.#begin(channel)
    const { client } = change.info
    const waiting = changes.get(client)
    const { told, isShown } = waiting ?? change
    if (!isShown && isTold(told, change)) changes.delete(client)
    else changes.set(client, { ...change, told, isShown })
  }

  #begin(channel: string): Gathered {
    const gathered: Gathered = { changes: new Map(), cancel: this.#tellIn(gatherMs, channel) }
    this.#gathered.set(channel, gathered)
    return gathered
  }

  #tellIn(delayMs: number, channel: string): () => void {
    return this.#environment.after(delayMs, () => this.#tell(channel))
  }

  /** Joins before leaves: a person who reconnected is there throughout. */
  #tell(channel: string): void {
    const gathered = this.#gathered.get(channel)
    if (gathered === undefined) return
    const part = [...gathered.changes.values()].slice(0, mostAtOnce)
    for (const { info } of part) gathered.changes.delete(info.client)
    for (const { info, isThere } of part) if (isThere) this.#effects.joined(channel, info)
    for (const { info, isThere } of part) if (!isThere) this.#effects.left(channel, info)
    if (gathered.changes.size === 0) this.#gathered.delete(channel)
    else gathered.cancel = this.#tellIn(nextPartMs, channel)
  }
}

/** Whether a client is as it was told last. */
function isTold(told: ClientInfo | null, { info, isThere }: Change): boolean {
  return isThere ? JSON.stringify(told) === JSON.stringify(info) : told === null
}
