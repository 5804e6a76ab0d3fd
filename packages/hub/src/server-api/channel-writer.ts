/** What the server API and publishing clients write through: whoever keeps the journal implements it. */
import type { ClientInfo } from '@copydesk/protocol'
import type { StreamPosition } from '../journal/journal.ts'

export interface NewPublication {
  channel: string
  /** JSON text. */
  data: string
  /** The client that published it, if a client did. */
  info?: ClientInfo | undefined
  /** Names and values that travel along with it. */
  tags?: Readonly<Record<string, string>> | undefined
  /** Only those who are subscribed now get it; the journal does not keep it. */
  skipHistory?: boolean | undefined
  /** A publication that comes again under the same key, in the same channel, is not published twice. */
  idempotencyKey?: string | undefined
}

export interface ChannelWriter {
  /**
   * Keeps the publications, at most one per channel, where their channels keep a history, all or none, then announces
   * them. Answers for each where it is kept; null where it is not.
   */
  publish(publications: readonly NewPublication[]): Promise<(StreamPosition | null)[]>
  /** Empties what is kept of a channel. It stands where it stood. */
  removeHistory(channel: string): Promise<void>
}
