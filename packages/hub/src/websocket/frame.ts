/** Builds complete WebSocket frames (RFC 6455, section 5.2) as a server sends them: final and unmasked. */

const finalFrame = 0x80
const opcodes = { text: 1, close: 8, pong: 10 } as const
/** Of a control frame, code included. */
const maxControlLength = 125

/** The bytes of one text message, header included, ready for the socket. */
export function frameText(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(headerLength + length)
  frame[0] = finalFrame | opcodes.text
  if (headerLength === 2) {
    frame[1] = length
  } else if (headerLength === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, headerLength, 'utf8')
  return frame
}

/** A goodbye; without a code where the client gave none. The reason must be short: at most 123 bytes. */
export function frameClose(code: number | null, reason = ''): Buffer {
  if (code === null) return frameControl(opcodes.close, Buffer.alloc(0))
  const payload = Buffer.allocUnsafe(2 + Buffer.byteLength(reason))
  payload.writeUInt16BE(code)
  payload.write(reason, 2)
  return frameControl(opcodes.close, payload)
}

/** The answer to a ping: its payload, as it came. */
export function framePong(payload: Uint8Array): Buffer {
  return frameControl(opcodes.pong, payload)
}

function frameControl(opcode: number, payload: Uint8Array): Buffer {
  if (payload.length > maxControlLength) throw new RangeError('A control frame holds at most 125 bytes')
  return Buffer.concat([Buffer.from([finalFrame | opcode, payload.length]), payload])
}
