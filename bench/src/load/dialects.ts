/** How a client of each server introduces itself, and answers its pings. Text only, one answer per message. */
import type { ServerName } from '../servers/bench-server.ts'

/** The channel that everyone subscribes to. */
export const benchChannel = 'bench'

export interface Dialect {
  /** Sent as soon as the WebSocket is open. */
  hello: string | null
  /** The answer to a message, if it wants one. */
  answer(message: string): string | null
  /** Whether this message says that the client will receive from now on. Null: it does at once. */
  ready: ((message: string) => boolean) | null
}

const mute: Dialect = { hello: null, answer: () => null, ready: null }

export const dialects: Record<ServerName, Dialect> = {
  floor: mute,
  ws: mute,
  hub: {
    hello: `{"id":1,"connect":{"token":"t"}}\n{"id":2,"subscribe":{"channel":"${benchChannel}"}}`,
    answer: (message) => (message === '{}' ? '{}' : null),
    ready: (message) => message.includes('"subscribe"'),
  },
  'socket.io': {
    hello: null,
    answer: (message) => (message === '2' ? '3' : message.startsWith('0') ? '40' : null),
    ready: (message) => message.startsWith('40'),
  },
}
