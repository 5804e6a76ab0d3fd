/**
 * What a message server must offer to be made a broker of: one connection to it, from its opening to its end, that is
 * never mended. Whoever uses it opens another one (see session-keeper.ts), so that every server fails in the same way.
 */
export interface Message {
  topic: string
  text: string
}

export interface SessionEvents {
  /** A message came in of a topic that is subscribed to. */
  message(message: Message): void
  /** It ended by itself, for the reason given. Only the first time counts. */
  ended(reason: string): void
}

export interface Session {
  /** Resolves when it can be used, rejects when it never can. Never settles, perhaps, when it is closed before. */
  readonly opened: Promise<void>
  /** Resolves when messages arrive that are sent from then on. Topics are any texts. */
  subscribe(topics: readonly string[]): Promise<void>
  unsubscribe(topics: readonly string[]): Promise<void>
  /** Resolves when the server has taken them all, in this order. Each is as long as the broker allows at most. */
  send(messages: readonly Message[]): Promise<void>
  /** Ends it, in whichever state it is, without waiting for the server. Never throws. */
  close(): void
}

export type OpenSession = (events: SessionEvents) => Session
