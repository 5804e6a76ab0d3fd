/** What every server under measurement offers. Each is held by a child process of its own. */

export interface BenchServer {
  port: number
  /** Path and query of the WebSocket of a client that follows this many channels. */
  path(channels: number): string
  /** Sends one message with this payload (a JSON value) to every subscriber. */
  publish(payload: object): void
  /** The longest time, in milliseconds, for which the server kept a message to itself so far; and forgets it. */
  takeLongestHoldMs?(): number
  /** A server that is a program of its own: what is measured then is this process and its children. */
  program?: { pid: number; stop(): Promise<void> }
}

export const serverNames = ['floor', 'hub', 'ws', 'socket.io', 'nchan', 'nats'] as const
export type ServerName = (typeof serverNames)[number]
