/** `GET /api/v1/changes`: what came into a channel after a position. One exchange; no retry, no memory. */
import type { FeedPublication, StreamPosition } from './channel-feed.ts'
import { readText } from './read-text.ts'

/** What the server answers. Not recovered: not everything after the position is kept, so load the state anew. */
export type Changes =
  | { recovered: true; publications: FeedPublication[]; position: StreamPosition }
  | { recovered: false; position: StreamPosition }

/** How a question ended: `closed`: this channel is not (or no longer) to be read; `signed_out`: nobody is. */
export type ChangesAnswer =
  | { kind: 'changes'; changes: Changes }
  | { kind: 'closed'; code: number; reason: string }
  | { kind: 'signed_out' }

/** Asks for the changes of one channel. Rejects when no answer of use came. */
export type AskChanges = (
  channel: string,
  since: StreamPosition,
  signal: AbortSignal,
  /** To be called for each piece of an answer that arrives, so that a slow one is not taken for none. */
  heard: () => void,
) => Promise<ChangesAnswer>

/** The subscribe errors that an HTTP status stands for; as over the other transports. */
const closingCodes: Record<number, number> = { 403: 103, 404: 102, 410: 102 }

/** Asks the server at `url`, with the session cookie or with what `headers` gives. */
export function createAskChanges(
  url: string,
  fetch: typeof globalThis.fetch,
  headers: () => Promise<Record<string, string>>,
): AskChanges {
  return async (channel, { epoch, offset }, signal, heard) => {
    const query = new URLSearchParams({ channel, epoch, offset: String(offset) })
    const response = await fetch(`${url}?${query}`, {
      headers: { Accept: 'application/json', ...(await headers()) },
      credentials: 'same-origin',
      cache: 'no-store',
      signal,
    })
    if (response.status === 401) return { kind: 'signed_out' }
    const code = closingCodes[response.status]
    if (code !== undefined) return { kind: 'closed', code, reason: response.statusText }
    if (!response.ok) throw new Error(`status ${response.status}`)
    return { kind: 'changes', changes: JSON.parse(await readText(response, heard)) as Changes }
  }
}
