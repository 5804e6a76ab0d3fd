/**
 * Announcements as texts that a message server carries. One that is too long becomes a hint that says how far the
 * journal goes; where no journal keeps the channel it is cut into pieces, which are put together again on the way in.
 */
import { parseExactly } from '@copydesk/protocol'
import { cut } from '../../nodes/node-frames.ts'
import type { Announcement } from '../broker.ts'

/** Cut announcements that may be incomplete at a time; the oldest is given up for a new one. */
const mostIncomplete = 32

interface PieceHead {
  /** Of the announcement that was cut. */
  id: string
  index: number
  count: number
}

/** The channel is what the message's topic says. */
export function announcementTexts(
  { epoch, publications, upTo }: Announcement,
  maxBytes: number,
  newId: () => string,
): string[] {
  const text = JSON.stringify({ epoch, publications, ...(upTo !== undefined && { upTo }) })
  if (text.length * 3 <= maxBytes || Buffer.byteLength(text) <= maxBytes) return [text]
  if (epoch !== '') {
    const head = publications.at(-1)?.offset ?? 0
    return [JSON.stringify({ epoch, publications: [], upTo: Math.max(head, upTo ?? 0) })]
  }
  const id = newId()
  const pieces = cut(text, maxBytes)
  return pieces.map((piece, index) => `${JSON.stringify({ id, index, count: pieces.length })}\n${piece}`)
}

/** Reads what `announcementTexts` wrote. */
export class AnnouncementReader {
  readonly #incomplete = new Map<string, string[]>()

  /** Null for what is incomplete as yet, or not understood (from a newer version, say). */
  read(channel: string, text: string): Announcement | null {
    const end = text.indexOf('\n')
    try {
      const whole =
        end < 0 ? text : this.#join(JSON.parse(text.slice(0, end)) as PieceHead, text.slice(end + 1))
      if (whole === null) return null
      // Numbers as they were written cost much to read; only the publisher's info may have any.
      const parse = whole.includes('"info":') ? parseExactly : JSON.parse
      const announcement = parse(whole) as Omit<Announcement, 'channel'>
      return Array.isArray(announcement.publications) ? { channel, ...announcement } : null
    } catch {
      return null
    }
  }

  /** Pieces come in order or not at all; one that does not go on is left out. */
  #join({ id, index, count }: PieceHead, piece: string): string | null {
    const before = index === 0 ? [] : this.#incomplete.get(id)
    this.#incomplete.delete(id)
    if (before?.length !== index) return null
    const pieces = [...before, piece]
    if (pieces.length === count) return pieces.join('')
    this.#incomplete.set(id, pieces)
    if (this.#incomplete.size > mostIncomplete)
      this.#incomplete.delete(this.#incomplete.keys().next().value ?? id)
    return null
  }
}
