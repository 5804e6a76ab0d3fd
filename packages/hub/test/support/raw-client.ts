/** A WebSocket client that can misbehave: it writes the bytes that the test gives it. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Opcodes of RFC 6455. */
export const opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9 } as const

export interface FrameOptions {
  fin?: boolean
  masked?: boolean
  reserved?: boolean
}

/** One frame as a client sends it, unless told otherwise. */
export function clientFrame(code: number, payload: Uint8Array | string, options: FrameOptions = {}): Buffer {
  const { fin = true, masked = true, reserved = false } = options
  const data = Buffer.from(payload)
  const length =
    data.length < 126
      ? Buffer.from([data.length])
      : data.length < 65_536
        ? Buffer.from([126, data.length >> 8, data.length & 0xff])
        : Buffer.concat([Buffer.from([127, 0, 0, 0, 0]), uint32(data.length)])
  if (masked) length[0] = (length[0] ?? 0) | 0x80
  const first = (fin ? 0x80 : 0) | (reserved ? 0x40 : 0) | code
  const mask = masked ? Buffer.from([1, 2, 3, 4]) : Buffer.alloc(0)
  const body = masked ? data.map((byte, index) => byte ^ (mask[index % 4] ?? 0)) : data
  return Buffer.concat([Buffer.from([first]), length, mask, body])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

interface ServerFrame {
  opcode: number
  payload: Buffer
}

export class RawClient {
  readonly socket: Socket
  #buffer = Buffer.alloc(0)

  #ended = false
  #wake: () => void = () => undefined

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk])
      this.#wake()
    })
    socket.on('close', () => {
      this.#ended = true
      this.#wake()
    })
  }

  /** Opens a connection and completes the handshake. */
  static async open(port: number): Promise<RawClient> {
    const client = new RawClient(connect(port, '127.0.0.1'))
    await once(client.socket, 'connect')
    const head = [
      'GET /connection/websocket HTTP/1.1',
      'Host: 127.0.0.1',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ]
    client.socket.write(`${head.join('\r\n')}\r\n\r\n`)
    await client.#until(() => client.#buffer.includes('\r\n\r\n'))
    const end = client.#buffer.indexOf('\r\n\r\n') + 4
    const answer = client.#buffer.subarray(0, end).toString()
    if (!answer.startsWith('HTTP/1.1 101')) throw new Error(answer)
    client.#buffer = client.#buffer.subarray(end)
    return client
  }

  send(...frames: Buffer[]): void {
    for (const frame of frames) this.socket.write(frame)
  }

  text(message: string): void {
    this.send(clientFrame(opcode.text, message))
  }

  /** The next text message of the server. */
  async message(): Promise<string> {
    const frame = await this.#frame()
    if (frame.opcode !== opcode.text) throw new Error(`Expected text, got opcode ${frame.opcode}`)
    return frame.payload.toString()
  }

  /** Skips what comes until the server closes, and answers its close code. */
  async closeCode(): Promise<number> {
    for (;;) {
      const frame = await this.#frame()
      if (frame.opcode !== opcode.close) continue
      this.socket.destroy()
      return frame.payload.readUInt16BE(0)
    }
  }

  async #frame(): Promise<ServerFrame> {
    let frame = this.#takeFrame()
    while (frame === null) {
      await this.#read()
      frame = this.#takeFrame()
    }
    return frame
  }

  #takeFrame(): ServerFrame | null {
    const buffer = this.#buffer
    if (buffer.length < 2) return null
    const short = (buffer[1] ?? 0) & 0x7f
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    if (buffer.length < head) return null
    const length =
      short < 126 ? short : short === 126 ? buffer.readUInt16BE(2) : Number(buffer.readBigUInt64BE(2))
    if (buffer.length < head + length) return null
    this.#buffer = buffer.subarray(head + length)
    return { opcode: (buffer[0] ?? 0) & 0x0f, payload: buffer.subarray(head, head + length) }
  }

  async #until(done: () => boolean): Promise<void> {
    while (!done()) await this.#read()
  }

  async #read(): Promise<void> {
    if (this.#ended) throw new Error('The server closed the socket')
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
  }
}
