/**
 * A broker over PostgreSQL's NOTIFY, for nodes that share a database: nothing else has to run. It has two connections of
 * its own, so that no transaction of the application waits for the lock that NOTIFY takes as it commits; what is to be
 * sent meanwhile goes together. A channel's name is the hash of a topic: PostgreSQL's names have 63 bytes.
 *
 * LISTEN needs a connection that stays the same. A pooler in transaction mode has none to give: the first message to
 * itself goes through the other connection and does not arrive, which is how that shows.
 */
import { createHash } from 'node:crypto'
import { Socket } from 'node:net'
import { Client, type ClientConfig } from 'pg'
import type { Broker } from './broker.ts'
import { createRemoteBroker, type RemoteBrokerOptions } from './remote/remote-broker.ts'
import type { OpenSession } from './remote/session.ts'

export interface PostgresBrokerOptions extends RemoteBrokerOptions {
  /** Of a database on a server that takes writes. Every node has the same one. */
  connection: ClientConfig
  /** Where that is, for people: no password. */
  name: string
  /** What to do about a pooler that gives LISTEN no connection of its own, in the application's terms. */
  whenPooled?: string
}

/** PostgreSQL carries less than 8,000 bytes. */
const maxMessageBytes = 7_999

/** Connects at once, and again whenever that is lost. */
export function createPostgresBroker({
  connection,
  name,
  whenPooled,
  ...options
}: PostgresBrokerOptions): Broker {
  const whenUnheard = whenPooled ?? 'LISTEN does not work through a pooler in transaction mode'
  return createRemoteBroker({ name, open: openWith(connection), maxMessageBytes, whenUnheard }, options)
}

function openWith(connection: ClientConfig): OpenSession {
  return ({ message, ended }) => {
    const topics = new Map<string, string>()
    const [listener, notifier] = [openClient(connection), openClient(connection)]
    for (const { client } of [listener, notifier]) {
      client.on('error', (error) => ended(error.message))
      client.on('end', () => ended('ended the connection'))
    }
    listener.client.on('notification', ({ channel, payload = '' }) => {
      const topic = topics.get(channel)
      if (topic !== undefined) message({ topic, text: payload })
    })
    // One statement at a time: the client would queue the next one, and soon refuses to.
    let sent: Promise<unknown> = Promise.resolve()
    const listen = (verb: 'listen' | 'unlisten', channels: readonly string[]) =>
      listener.client.query(channels.map((channel) => `${verb} ${channel}`).join(';'))
    return {
      opened: Promise.all([listener.client.connect(), notifier.client.connect()]).then(() => undefined),
      subscribe: async (wanted) => {
        for (const topic of wanted) topics.set(channelOf(topic), topic)
        await listen('listen', wanted.map(channelOf))
      },
      unsubscribe: async (unwanted) => {
        for (const topic of unwanted) topics.delete(channelOf(topic))
        await listen('unlisten', unwanted.map(channelOf))
      },
      send: async (messages) => {
        const statement = {
          text: 'select count(pg_notify(channel, payload)) from unnest($1::text[], $2::text[]) as sent (channel, payload)',
          values: [messages.map(({ topic }) => channelOf(topic)), messages.map(({ text }) => text)],
        }
        const sending = sent.then(() => notifier.client.query(statement))
        sent = sending.catch(() => undefined)
        await sending
      },
      close: () => {
        for (const each of [listener, notifier]) abandon(each)
      },
    }
  }
}

interface OpenedClient {
  client: Client
  socket: Socket
}

function openClient(connection: ClientConfig): OpenedClient {
  const socket = new Socket()
  const client = new Client({
    application_name: 'copydesk broker',
    keepAlive: true,
    ...connection,
    stream: () => socket,
  })
  return { client, socket }
}

/** Says goodbye if that can be said, and waits for no answer: the server may have stopped. */
function abandon({ client, socket }: OpenedClient): void {
  client.removeAllListeners()
  client.on('error', () => undefined)
  if (socket.connecting) socket.destroy()
  client.end().catch(() => undefined)
  socket.destroySoon()
}

/** Needs no quotes. */
function channelOf(topic: string): string {
  return `copydesk_${createHash('sha256').update(topic).digest('hex').slice(0, 40)}`
}
