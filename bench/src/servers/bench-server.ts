/** What every server under measurement offers. Each runs alone in a child process. */

export interface BenchServer {
  port: number
  /** Path and query of the WebSocket. */
  path: string
  /** Sends one message with this payload (a JSON value) to every subscriber. */
  publish(payload: object): void
}

export const serverNames = ['floor', 'hub', 'ws', 'socket.io'] as const
export type ServerName = (typeof serverNames)[number]
