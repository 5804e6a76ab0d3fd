/**
 * TCP without a kernel: lines of two ends between a client's place and the servers, under the fuzz's hand. Bytes come
 * late and in pieces of any size, wait, stop for ever without a word, or are cut; nothing is reordered within a line.
 */
import { Duplex } from 'node:stream'
import type { Random } from './random.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What becomes of lines that a place opens: `dead`: nobody ever answers. */
export type Reach = 'open' | 'refused' | 'dead'
export type LineKind = 'websocket' | 'http'

/** Where a client is: what is wrong between it and the servers. Changes are for new lines unless told otherwise. */
export class Place {
  reach: Reach = 'open'
  latencyMs = 0
  /** A WebSocket opens and then carries nothing. */
  silentWebSockets = false
  /** A proxy holds every answer back until it is whole. */
  buffers = false
  /** Everything comes in small pieces. */
  splits = false
  readonly lines = new Set<Line>()

  /** Puts everything right for new lines. */
  mend(): void {
    Object.assign(this, {
      reach: 'open',
      latencyMs: 0,
      silentWebSockets: false,
      buffers: false,
      splits: false,
    })
  }
}

/** What the operating systems hold of one direction, in bytes; more waits with its sender. */
const kernelBytes = 16 * 1024

type Piece = { at: number; bytes: Buffer } | { at: number; bytes: null }

/** One direction of a line. */
class Way {
  /** Nothing arrives while this is so. */
  isHeld = false
  readonly #pieces: Piece[] = []
  #length = 0
  #waiting: (() => void)[] = []
  #isWanted = true
  #isTimed = false
  readonly #line: Line
  readonly #to: () => End

  constructor(line: Line, to: () => End) {
    this.#line = line
    this.#to = to
  }

  send(bytes: Buffer | null, taken: () => void): void {
    const { time, place } = this.#line
    this.#pieces.push({ at: time.now() + place.latencyMs, bytes })
    this.#length += bytes?.length ?? 0
    this.#waiting.push(taken)
    this.pump()
  }

  wanted(): void {
    this.#isWanted = true
    this.pump()
  }

  pump(): void {
    const { time, random, place, isDead } = this.#line
    while (!isDead && !this.isHeld && this.#isWanted) {
      const piece = this.#pieces[0]
      if (piece === undefined) break
      if (piece.at > time.now()) {
        this.#wake(piece.at - time.now())
        break
      }
      if (this.#isBuffered()) break
      time.happenings += 1
      if (piece.bytes === null) {
        this.#pieces.shift()
        this.#to().arrive(null)
        continue
      }
      const size = place.splits ? 1 + random.below(Math.min(200, piece.bytes.length)) : piece.bytes.length
      const part = piece.bytes.subarray(0, size)
      if (size < piece.bytes.length) piece.bytes = piece.bytes.subarray(size)
      else this.#pieces.shift()
      this.#length -= part.length
      this.#isWanted = this.#to().arrive(part)
      this.#line.carried(this)
      if (this.#line.isDead) break
    }
    if (this.#length > kernelBytes) return
    for (const taken of this.#waiting.splice(0)) taken()
  }

  /** The answer is not whole yet, and something on the way waits for it. */
  #isBuffered(): boolean {
    return this.#line.isBuffered(this) && this.#pieces.at(-1)?.bytes !== null
  }

  #wake(delayMs: number): void {
    if (this.#isTimed) return
    this.#isTimed = true
    this.#line.time.after(delayMs, () => {
      this.#isTimed = false
      this.pump()
    })
  }
}

/** One end, as sockets are used. */
class End extends Duplex {
  readonly #line: Line
  readonly #out: Way
  #in: Way | null = null
  #isGone = false

  constructor(line: Line, out: Way) {
    super()
    this.#line = line
    this.#out = out
  }

  /** What an HTTP server tells of a peer. */
  readonly remoteAddress = '10.0.0.1'

  reads(from: Way): void {
    this.#in = from
  }

  /** False when it wants no more for now. Null: the other end has closed. */
  arrive(bytes: Buffer | null): boolean {
    if (!this.#isGone) return this.push(bytes)
    if (bytes !== null) this.#line.strayed(this)
    return true
  }

  /** The line is cut. */
  reset(): void {
    this.#isGone = true
    this.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))
  }

  override _read(): void {
    this.#in?.wanted()
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#line.time.happenings += 1
    if (this.#line.isCut) done()
    else this.#out.send(Buffer.from(chunk), done)
  }

  override _final(done: () => void): void {
    this.#out.send(null, () => undefined)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#line.time.happenings += 1
    if (!this.#isGone) {
      this.#isGone = true
      // What was written is still delivered, and then the other end learns that nobody is here any more.
      if (!this.writableFinished) this.#out.send(null, () => undefined)
      this.#in?.wanted()
      this.#line.ended()
    }
    done(error)
  }
}

/** A connection: two ends and what is between them. */
export class Line {
  readonly time: VirtualTime
  readonly random: Random
  readonly place: Place
  readonly kind: LineKind
  readonly client: End
  readonly server: End
  readonly #up: Way
  readonly #down: Way
  readonly #isSilent: boolean
  readonly #buffers: boolean
  /** Half open: neither end will ever hear from the other. */
  isDead: boolean
  isCut = false
  #ends = 2

  constructor(time: VirtualTime, random: Random, place: Place, kind: LineKind) {
    this.time = time
    this.random = random
    this.place = place
    this.kind = kind
    this.isDead = place.reach === 'dead'
    this.#isSilent = kind === 'websocket' && place.silentWebSockets
    this.#buffers = kind === 'http' && place.buffers
    this.#up = new Way(this, () => this.server)
    this.#down = new Way(this, () => this.client)
    this.client = new End(this, this.#up)
    this.server = new End(this, this.#down)
    this.client.reads(this.#down)
    this.server.reads(this.#up)
    place.lines.add(this)
    // Whoever uses an end hears of its errors by it; nobody else has to.
    for (const end of [this.client, this.server]) end.on('error', () => undefined)
  }

  /** Ends it for both, or for one while the other is not told. */
  cut(whom: 'both' | 'client' | 'server' = 'both'): void {
    if (whom !== 'both') this.isDead = true
    else this.isCut = true
    if (whom !== 'server') this.client.reset()
    if (whom !== 'client') this.server.reset()
    if (whom === 'both') this.place.lines.delete(this)
  }

  /** Nothing gets through to the client (`down`) or to the server (`up`), for now. */
  hold(way: 'up' | 'down', isHeld: boolean): void {
    const which = way === 'up' ? this.#up : this.#down
    which.isHeld = isHeld
    if (!isHeld) which.pump()
  }

  isBuffered(way: Way): boolean {
    return this.#buffers && way === this.#down
  }

  /** Something arrived. */
  carried(way: Way): void {
    // The answer to the handshake gets through, and nothing after it.
    if (this.#isSilent && way === this.#down) this.isDead = true
  }

  /** Something arrived where nobody is any more: its sender learns of it. */
  strayed(at: End): void {
    const other = at === this.client ? this.server : this.client
    this.time.after(this.place.latencyMs, () => {
      if (!this.isDead && !other.destroyed) other.reset()
    })
  }

  /** One of the ends is gone. */
  ended(): void {
    this.#ends -= 1
    if (this.#ends === 0) this.place.lines.delete(this)
  }
}
