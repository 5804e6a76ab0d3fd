/**
 * What goes through the broker from node to node: a line of JSON that says what it is, and behind it, for a piece of
 * a message, the piece as it is. Nodes trust each other; a text that is not understood (from a newer version, say) is
 * ignored.
 */
import { parseExactly } from '@copydesk/protocol'

/** A piece of a message, with its place in the order of all pieces from one node to another. */
export interface Piece {
  /** Counts from 1 over all messages of the link. */
  seq: number
  /** Its place in its message, and how many these are. */
  part: readonly [index: number, count: number]
  text: string
}

/** Names the sender's count of pieces; `nth` says how many counts it gave up before with this receiver. */
export interface LinkName {
  id: string
  nth: number
}

export type NodeFrame =
  /** One that may be lost: the next one says the same. */
  | { kind: 'plain'; node: string; type: 'alive' | 'gone' }
  /** `base` is the lowest number that the sender has not seen acknowledged. */
  | { kind: 'piece'; node: string; link: LinkName; base: number; piece: Piece }
  /** Every piece up to `seq` arrived; with `early`, that one as well, and none between. */
  | { kind: 'ack'; node: string; link: string; seq: number; early?: number }

export function encodeFrame(frame: NodeFrame): string {
  if (frame.kind !== 'piece') return JSON.stringify(frame)
  const { piece, ...head } = frame
  const { text, ...place } = piece
  return `${JSON.stringify({ ...head, piece: place })}\n${text}`
}

/** Null for what is no frame. */
export function decodeFrame(text: string): NodeFrame | null {
  const end = text.indexOf('\n')
  try {
    const frame = parseExactly(end < 0 ? text : text.slice(0, end)) as NodeFrame | null
    if (typeof frame?.node !== 'string') return null
    if (frame.kind === 'plain' || frame.kind === 'ack') return frame
    if (frame.kind !== 'piece' || end < 0) return null
    return { ...frame, piece: { ...frame.piece, text: text.slice(end + 1) } }
  } catch {
    return null
  }
}

/** More than any line of JSON above is long, names of nodes included that are up to 100 bytes. */
const headBytes = 400

/** A message in pieces that make frames of at most `maxBytes`, at least one. No character is cut in two. */
export function cut(message: string, maxBytes: number): string[] {
  const most = Math.max(headBytes, maxBytes - headBytes)
  // A character has at most three bytes for each unit of its length.
  if (message.length * 3 <= most) return [message]
  const bytes = Buffer.from(message)
  const pieces: string[] = []
  for (let start = 0; start < bytes.length; ) {
    let end = Math.min(bytes.length, start + most)
    while (end < bytes.length && isContinuation(bytes[end])) end -= 1
    pieces.push(bytes.toString('utf8', start, end))
    start = end
  }
  return pieces
}

/** Whether a byte of UTF-8 goes on with a character. */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}
