/**
 * A broker over Redis, Valkey or what speaks their protocol: plain pub/sub, which a cluster carries to all of its nodes
 * as well. It has two connections, since one that is subscribed cannot publish in older servers. The client's own ways
 * to mend a connection and to queue commands meanwhile are switched off: a session that ended is replaced.
 */
import { createClient, type RedisClientOptions } from 'redis'
import type { Broker } from './broker.ts'
import { createRemoteBroker, type RemoteBrokerOptions } from './remote/remote-broker.ts'
import type { OpenSession } from './remote/session.ts'
import { reasonOf } from './remote/session-keeper.ts'

export interface RedisBrokerOptions extends RemoteBrokerOptions {
  /** Host, port, TLS, name and password. */
  connection: Pick<RedisClientOptions, 'url' | 'username' | 'password' | 'socket'>
  /** Where that is, for people: no password. */
  name: string
  /** What the names of channels begin with, so that several applications share a server. */
  prefix?: string
}

/** Redis carries more; nobody should send it. */
const maxMessageBytes = 1024 * 1024

/** Connects at once, and again whenever that is lost. */
export function createRedisBroker({
  connection,
  name,
  prefix = 'copydesk',
  ...options
}: RedisBrokerOptions): Broker {
  const whenUnheard = 'it takes messages and brings none; do all its addresses lead to one server?'
  const server = { name, open: openWith(connection, `${prefix}:`), maxMessageBytes, whenUnheard }
  return createRemoteBroker(server, options)
}

function openWith(connection: RedisBrokerOptions['connection'], prefix: string): OpenSession {
  return ({ message, ended }) => {
    const connect = () =>
      createClient({
        ...connection,
        socket: { ...connection.socket, reconnectStrategy: false },
        disableOfflineQueue: true,
        maintNotifications: 'disabled',
      })
    const clients = [connect(), connect()] as const
    const [subscriber, publisher] = clients
    let isClosed = false
    for (const client of clients) {
      client.on('error', (error) => {
        if (!isClosed) ended(reasonOf(error))
      })
    }
    const channelsOf = (topics: readonly string[]) => topics.map((topic) => `${prefix}${topic}`)
    const take = (text: string, channel: string) => message({ topic: channel.slice(prefix.length), text })
    return {
      opened: Promise.all(clients.map((client) => client.connect())).then(() => undefined),
      subscribe: (topics) => subscriber.subscribe(channelsOf(topics), take),
      unsubscribe: (topics) => subscriber.unsubscribe(channelsOf(topics)),
      send: async (messages) => {
        await Promise.all(messages.map(({ topic, text }) => publisher.publish(`${prefix}${topic}`, text)))
      },
      close: () => {
        isClosed = true
        for (const client of clients) if (client.isOpen) client.destroy()
      },
    }
  }
}
