/** How a client of each server introduces itself, and answers its pings. Text only, one answer per message. */
import { createHmac } from 'node:crypto'
import type { ServerName } from '../servers/bench-server.ts'

/** The channel that messages are published to. */
export const benchChannel = 'bench'
/** Signs the clients' tokens. */
export const benchSecret = 'the benchmark signs its tokens with this'

/** The channels of a client that follows this many; messages are published to the first. */
export function channelNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    index === 0 ? benchChannel : `${benchChannel}-${index}`,
  )
}

/** What a client knows when it connects. */
export interface ClientState {
  channels: string[]
  /** The number of the last message it received. */
  position: number
  /** Epoch of the stream, where the server has one. */
  epoch: string
  /** What it proves with who it is. */
  token: string
}

export interface Dialect {
  /** Sent as soon as the WebSocket is open. */
  hello: ((client: ClientState) => string) | null
  /** The answer to a message, if it wants one. */
  answer(message: string, client: ClientState): string | null
  /** Whether this message says that the client will receive from now on. Null: it does at once. */
  ready: ((message: string, client: ClientState) => boolean) | null
}

const mute: Dialect = { hello: null, answer: () => null, ready: null }

export const dialects: Record<ServerName, Dialect> = {
  floor: mute,
  ws: mute,
  nchan: mute,
  hub: {
    hello: ({ channels, position, epoch, token }) =>
      [
        { connect: { token } },
        ...channels.map((channel, index) => ({
          subscribe: { channel, recover: true, epoch, offset: index === 0 ? position : 0 },
        })),
      ]
        .map((command, index) => JSON.stringify({ id: index + 1, ...command }))
        .join('\n'),
    answer: (message, client) => {
      // The first channel is answered first, so the first epoch is its epoch.
      if (client.epoch === '') client.epoch = /"epoch":"([^"]+)"/.exec(message)?.[1] ?? ''
      return message === '{}' ? '{}' : null
    },
    ready: (message, { channels }) => message.includes(`"id":${channels.length + 1},"subscribe"`),
  },
  'socket.io': {
    hello: null,
    answer: (message) => (message === '2' ? '3' : message.startsWith('0') ? '40' : null),
    ready: (message) => message.startsWith('40'),
  },
  nats: {
    hello: ({ channels }) =>
      [
        'CONNECT {"verbose":false,"pedantic":false}',
        ...channels.map((channel, index) => `SUB ${channel} ${index + 1}`),
        'PING\r\n',
      ].join('\r\n'),
    answer: (message) => (message === 'PING\r\n' ? 'PONG\r\n' : null),
    ready: (message) => message.includes('PONG'),
  },
}

/** A connection token (JWT, HS256) of a user, good for an hour. */
export function buildToken(user: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: user, exp: Math.floor(Date.now() / 1000) + 3600 })}`
  return `${signed}.${createHmac('sha256', benchSecret).update(signed).digest('base64url')}`
}
