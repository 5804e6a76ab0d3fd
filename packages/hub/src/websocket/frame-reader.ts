/**
 * Reads the frames of a WebSocket client (RFC 6455, section 5) from the bytes of its socket, however they are cut,
 * and hands on whole messages. Knows no socket and answers nothing; after a fault, a close frame or `stop` it reads
 * no further. No extensions: a set reserved bit is a fault.
 */
import { isUtf8 } from 'node:buffer'

/** What was read; called synchronously from `push`. */
export interface FrameEvents {
  onText(message: string): void
  onBinary(): void
  onPing(payload: Buffer): void
  /** The client says goodbye; 1005 when it gives no code. */
  onClose(code: number): void
  /** The client broke the rules of the format: close with this code. */
  onFault(code: number, what: string): void
}

const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const
/** Opcodes from here on are control frames. */
const firstControl = 8
const maxControlLength = 125
/** More is no message but an attempt to fill memory with bookkeeping. */
const maxFragments = 1_024

/** Close codes of RFC 6455, section 7.4. */
const closeCodes = { noCode: 1005, protocol: 1002, notUtf8: 1007, policy: 1008, tooLarge: 1009 } as const

const nothing = Buffer.alloc(0)

export class FrameReader {
  readonly #maxMessageBytes: number
  readonly #events: FrameEvents
  /** The beginning of a frame that has not all arrived. */
  #rest: Buffer = nothing
  /** What the fragments so far belong to; null between messages. */
  #opcode: number | null = null
  #fragments: Buffer[] | null = null
  #messageBytes = 0
  #stopped = false

  constructor(maxMessageBytes: number, events: FrameEvents) {
    this.#maxMessageBytes = maxMessageBytes
    this.#events = events
  }

  /** Reads on. The bytes belong to the reader from now on. */
  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    this.#rest = nothing
    let start = 0
    while (!this.#stopped) {
      const length = this.#readFrame(bytes, start)
      if (length === 0) break
      start += length
    }
    if (!this.#stopped && start < bytes.length) this.#rest = bytes.subarray(start)
  }

  /** Reads no further. */
  stop(): void {
    this.#stopped = true
    this.#rest = nothing
    this.#fragments = null
  }

  /** Reads one frame and returns its length; 0 when it has not all arrived. */
  #readFrame(bytes: Buffer, start: number): number {
    const available = bytes.length - start
    if (available < 2) return 0
    const first = bytes[start] ?? 0
    const second = bytes[start + 1] ?? 0
    const opcode = first & 0x0f
    const isFinal = (first & 0x80) !== 0
    const short = second & 0x7f
    const fault = this.#headFault(first, second)
    if (fault !== null) return this.#fail(closeCodes.protocol, fault)
    const lengthBytes = short < 126 ? 0 : short === 126 ? 2 : 8
    const headLength = 2 + lengthBytes + 4
    if (available < headLength) return 0
    const length = lengthBytes === 0 ? short : lengthOf(bytes, start + 2, lengthBytes)
    if (opcode < firstControl && this.#messageBytes + length > this.#maxMessageBytes) {
      return this.#fail(closeCodes.tooLarge, `the message has more than ${this.#maxMessageBytes} bytes`)
    }
    if (available < headLength + length) return 0
    const payload = bytes.subarray(start + headLength, start + headLength + length)
    unmask(payload, bytes, start + headLength - 4)
    if (opcode >= firstControl) this.#takeControl(opcode, payload)
    else this.#takeData(opcode, isFinal, payload)
    return headLength + length
  }

  /** What is wrong with the first two bytes of a frame; null when they are right. */
  #headFault(first: number, second: number): string | null {
    const opcode = first & 0x0f
    if ((first & 0x70) !== 0) return 'a reserved bit is set'
    if ((second & 0x80) === 0) return 'the frame is not masked'
    if (opcode >= firstControl) {
      if (opcode > opcodes.pong) return `there is no opcode ${opcode}`
      if ((first & 0x80) === 0) return 'a control frame comes in fragments'
      return (second & 0x7f) > maxControlLength ? 'a control frame is too long' : null
    }
    if (opcode > opcodes.binary) return `there is no opcode ${opcode}`
    if (opcode === opcodes.continuation) return this.#opcode === null ? 'nothing is to be continued' : null
    return this.#opcode === null ? null : 'a message begins within another'
  }

  #takeData(opcode: number, isFinal: boolean, payload: Buffer): void {
    if (isFinal && this.#opcode === null) {
      this.#takeMessage(opcode, payload)
      return
    }
    this.#opcode ??= opcode
    this.#fragments ??= []
    this.#fragments.push(payload)
    this.#messageBytes += payload.length
    if (this.#fragments.length > maxFragments) this.#fail(closeCodes.policy, 'too many fragments')
    else if (isFinal) {
      const message = Buffer.concat(this.#fragments)
      const kind = this.#opcode
      this.#opcode = null
      this.#fragments = null
      this.#messageBytes = 0
      this.#takeMessage(kind, message)
    }
  }

  #takeMessage(opcode: number, payload: Buffer): void {
    if (opcode === opcodes.binary) this.#events.onBinary()
    else if (isUtf8(payload)) this.#events.onText(payload.toString())
    else this.#fail(closeCodes.notUtf8, 'the text is not UTF-8')
  }

  #takeControl(opcode: number, payload: Buffer): void {
    if (opcode === opcodes.ping) this.#events.onPing(payload)
    else if (opcode === opcodes.close) this.#takeClose(payload)
  }

  #takeClose(payload: Buffer): void {
    if (payload.length === 1) {
      this.#fail(closeCodes.protocol, 'the close code is cut short')
      return
    }
    const code = payload.length === 0 ? closeCodes.noCode : payload.readUInt16BE(0)
    if (payload.length > 0 && !mayBeSent(code)) {
      this.#fail(closeCodes.protocol, `there is no close code ${code}`)
    } else if (!isUtf8(payload.subarray(2))) {
      this.#fail(closeCodes.notUtf8, 'the close reason is not UTF-8')
    } else {
      this.stop()
      this.#events.onClose(code)
    }
  }

  #fail(code: number, what: string): 0 {
    this.stop()
    this.#events.onFault(code, what)
    return 0
  }
}

function lengthOf(bytes: Buffer, at: number, lengthBytes: number): number {
  if (lengthBytes === 2) return bytes.readUInt16BE(at)
  // Not exact above 2^53, and far above any limit there.
  return bytes.readUInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4)
}

/** In place. The four bytes of the mask stand in `bytes` at `maskAt`. */
function unmask(payload: Buffer, bytes: Buffer, maskAt: number): void {
  for (let at = 0; at < payload.length; at += 1) {
    payload[at] = (payload[at] ?? 0) ^ (bytes[maskAt + (at & 3)] ?? 0)
  }
}

/** Whether a close frame may carry this code (RFC 6455, section 7.4; the registry ends at 1014). */
function mayBeSent(code: number): boolean {
  if (code >= 3_000) return code < 5_000
  return code >= 1_000 && code <= 1_014 && code !== 1_004 && code !== 1_005 && code !== 1_006
}
