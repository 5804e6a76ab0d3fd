/**
 * Finds the frames of an unmasked WebSocket stream (RFC 6455, 5.2) in chunks of any size, and damages those that say
 * that they are compressed (RFC 7692, 6: bit RSV1). All other bytes go through as they are.
 */
import { Transform } from 'node:stream'

const rsv1 = 0x40
/** The type of block that DEFLATE reserves (RFC 1951, 3.2.3): no inflater accepts it. */
const invalidBlock = 0x06

/** From server to client: every compressed payload begins with a block that cannot be inflated. */
export function corruptCompressed(): Transform {
  let head = Buffer.alloc(0)
  let payloadLeft = 0
  let isNextDamaged = false

  const take = (chunk: Buffer): Buffer => {
    const out = Buffer.from(chunk)
    let at = 0
    while (at < out.length) {
      if (payloadLeft > 0) {
        if (isNextDamaged) out[at] = (out[at] ?? 0) | invalidBlock
        isNextDamaged = false
        const length = Math.min(payloadLeft, out.length - at)
        payloadLeft -= length
        at += length
        continue
      }
      head = Buffer.concat([head, out.subarray(at, at + 1)])
      at += 1
      const length = payloadLength(head)
      if (length === null) continue
      payloadLeft = length
      isNextDamaged = ((head[0] ?? 0) & rsv1) !== 0
      head = Buffer.alloc(0)
    }
    return out
  }
  return new Transform({ transform: (chunk: Buffer, _encoding, done) => done(null, take(chunk)) })
}

/** Null while the head is not whole. */
function payloadLength(head: Buffer): number | null {
  const short = (head[1] ?? 0) & 0x7f
  if (head.length < 2) return null
  if (short < 126) return short
  if (short === 126) return head.length < 4 ? null : head.readUInt16BE(2)
  return head.length < 10 ? null : Number(head.readBigUInt64BE(2))
}
