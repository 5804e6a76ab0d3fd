/**
 * The latest handshakes and the latest ends of connections, for the connection doctor. Kept in memory and bounded;
 * what is in it was made without cookies and tokens, so it may be shown.
 */
import type { ConnectionEnd, TimedHandshake } from '@copydesk/doctor'
import type { HubOptions } from '@copydesk/hub'
import type { HandshakeRecord } from '@copydesk/protocol'
import { instant } from '../command/command.ts'

/** A busy morning's reconnects, and still small. */
const kept = 200

export class HandshakeLog {
  readonly #now: () => number
  readonly #handshakes: TimedHandshake[] = []
  readonly #ends: ConnectionEnd[] = []

  constructor(now: () => number) {
    this.#now = now
  }

  /** For the hub. */
  readonly onHandshake = (record: HandshakeRecord): void => {
    add(this.#handshakes, { at: instant(this.#now()), ...record })
  }

  /** For the hub. */
  readonly onConnectionEnd: NonNullable<HubOptions['onConnectionEnd']> = ({ transport, code, ageMs }) => {
    add(this.#ends, { at: instant(this.#now()), transport, code, ageSeconds: Math.round(ageMs / 1000) })
  }

  /** Newest first. */
  get handshakes(): TimedHandshake[] {
    return [...this.#handshakes]
  }

  /** Newest first. */
  get ends(): ConnectionEnd[] {
    return [...this.#ends]
  }

  /** What came with this probe id, newest first. */
  ofProbe(id: string): TimedHandshake[] {
    return this.#handshakes.filter(({ probe }) => probe === id)
  }
}

function add<Entry>(list: Entry[], entry: Entry): void {
  list.unshift(entry)
  if (list.length > kept) list.pop()
}
