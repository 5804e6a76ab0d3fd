/**
 * Cuts what a message server says into its frames, so that one can be told from the next: the protocols of Redis (RESP 2
 * and 3), NATS and PostgreSQL, from the server to a client. Understands no more than where a frame ends and whether it
 * carries a message of somebody.
 */

export type MessageProtocol = 'redis' | 'nats' | 'postgres'

export interface Frame {
  bytes: Buffer
  /** A message that was published, and no answer. */
  isMessage: boolean
}

interface Dialect {
  /** Where the frame that begins here ends; undefined: the rest of it is still to come. */
  end(bytes: Buffer, start: number): number | undefined
  isMessage(frame: Buffer): boolean
}

/** Frames of one connection. What is given to it is kept until its frame is whole. */
export class FrameCutter {
  readonly #dialect: Dialect
  #rest: Buffer = Buffer.alloc(0)

  constructor(protocol: MessageProtocol) {
    this.#dialect = dialects[protocol]
  }

  cut(chunk: Buffer): Frame[] {
    const bytes = Buffer.concat([this.#rest, chunk])
    const frames: Frame[] = []
    let start = 0
    for (let end = this.#end(bytes, start); end !== undefined; end = this.#end(bytes, start)) {
      const frame = bytes.subarray(start, end)
      frames.push({ bytes: frame, isMessage: this.#dialect.isMessage(frame) })
      start = end
    }
    this.#rest = bytes.subarray(start)
    return frames
  }

  #end(bytes: Buffer, start: number): number | undefined {
    const end = start < bytes.length ? this.#dialect.end(bytes, start) : undefined
    return end !== undefined && end <= bytes.length ? end : undefined
  }
}

/** After the line that begins here. */
function lineEnd(bytes: Buffer, start: number): number | undefined {
  const at = bytes.indexOf('\r\n', start)
  return at < 0 ? undefined : at + 2
}

const textOf = (bytes: Buffer, start: number, end: number) => bytes.toString('latin1', start, end)

function endOfRedis(bytes: Buffer, start: number): number | undefined {
  const afterLine = lineEnd(bytes, start)
  if (afterLine === undefined) return undefined
  const kind = String.fromCharCode(bytes[start] ?? 0)
  const count = Number(textOf(bytes, start + 1, afterLine - 2))
  if ('$=!'.includes(kind)) return count < 0 ? afterLine : afterLine + count + 2
  const members = '*>~'.includes(kind) ? count : '%|'.includes(kind) ? 2 * count : 0
  let end: number | undefined = afterLine
  for (let member = 0; member < members && end !== undefined; member += 1) {
    end = end < bytes.length ? endOfRedis(bytes, end) : undefined
  }
  return end
}

const dialects: Record<MessageProtocol, Dialect> = {
  redis: {
    end: endOfRedis,
    isMessage: (frame) => /^[*>]3\r\n\$7\r\nmessage\r\n/.test(textOf(frame, 0, 20)),
  },
  nats: {
    end: (bytes, start) => {
      const afterLine = lineEnd(bytes, start)
      if (afterLine === undefined) return undefined
      const line = textOf(bytes, start, afterLine - 2)
      return /^H?MSG /.test(line) ? afterLine + Number(line.split(' ').at(-1)) + 2 : afterLine
    },
    isMessage: (frame) => /^H?MSG /.test(textOf(frame, 0, 5)),
  },
  postgres: {
    end: (bytes, start) => (bytes.length < start + 5 ? undefined : start + 1 + bytes.readUInt32BE(start + 1)),
    // NotificationResponse.
    isMessage: (frame) => frame[0] === 'A'.charCodeAt(0),
  },
}
