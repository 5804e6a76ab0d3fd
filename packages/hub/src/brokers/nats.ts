/**
 * A broker over NATS: core subjects, without its streams. A topic becomes one token of a subject, with everything
 * written as %XX that means something there. The client's own way to mend a connection, with its buffer, is switched
 * off: a session that ended is replaced, by the next server of the list.
 */
import {
  connect,
  type NatsConnection,
  type NodeConnectionOptions,
  type Subscription,
} from '@nats-io/transport-node'
import type { Broker } from './broker.ts'
import { createRemoteBroker, type RemoteBrokerOptions } from './remote/remote-broker.ts'
import type { OpenSession } from './remote/session.ts'
import { reasonOf } from './remote/session-keeper.ts'

export interface NatsBrokerOptions extends RemoteBrokerOptions {
  /** Servers, TLS, name and password or token. */
  connection: NodeConnectionOptions
  /** Where that is, for people: no password. */
  name: string
  /** The first token of subjects, so that several applications share a server. */
  prefix?: string
}

/** A quarter of what a NATS server takes unless it is told otherwise. */
const maxMessageBytes = 256 * 1024
const timeoutMs = 5_000

/** Connects at once, and again whenever that is lost. */
export function createNatsBroker({
  connection,
  name,
  prefix = 'copydesk',
  ...options
}: NatsBrokerOptions): Broker {
  const whenUnheard = 'it takes messages and brings none; are its servers one cluster?'
  return createRemoteBroker(
    { name, open: openWith(connection, prefix), maxMessageBytes, whenUnheard },
    options,
  )
}

function openWith(options: NodeConnectionOptions, prefix: string): OpenSession {
  return ({ message, ended }) => {
    const subscriptions = new Map<string, Subscription>()
    const subject = (topic: string) => `${prefix}.${tokenOf(topic)}`
    const connecting = connect({ timeout: timeoutMs, ...options, reconnect: false })
    const opened = connecting.then((connection) => {
      refuseSmall(connection)
      connection.closed().then((error) => ended(error ? reasonOf(error) : 'it ended the connection'))
      reportErrors(connection, ended)
    })
    // Told by `opened`.
    connecting.catch(() => undefined)
    return {
      opened,
      subscribe: async (topics) => {
        const connection = await connecting
        for (const topic of topics) {
          const callback: NonNullable<Parameters<NatsConnection['subscribe']>[1]>['callback'] = (
            error,
            received,
          ) => {
            if (error) ended(reasonOf(error))
            else message({ topic, text: received.string() })
          }
          subscriptions.set(topic, connection.subscribe(subject(topic), { callback }))
        }
        await connection.flush()
      },
      unsubscribe: async (topics) => {
        for (const topic of topics) {
          subscriptions.get(topic)?.unsubscribe()
          subscriptions.delete(topic)
        }
        await (await connecting).flush()
      },
      send: async (messages) => {
        const connection = await connecting
        for (const { topic, text } of messages) connection.publish(subject(topic), text)
        await connection.flush()
      },
      close: () => {
        connecting.then((connection) => connection.close()).catch(() => undefined)
      },
    }
  }
}

function refuseSmall({ info }: NatsConnection): void {
  const most = info?.max_payload ?? maxMessageBytes
  if (most >= maxMessageBytes) return
  throw new Error(`it takes ${most} bytes at most; its max_payload must be ${maxMessageBytes} or more`)
}

/** What the server refuses of a connection that goes on: rights that are missing, say. */
async function reportErrors(connection: NatsConnection, ended: (reason: string) => void): Promise<void> {
  for await (const status of connection.status()) if (status.type === 'error') ended(reasonOf(status.error))
}

/** Readable where it can be; no point, blank or wildcard is left. */
function tokenOf(topic: string): string {
  return [...Buffer.from(topic)].map((byte) => tokens[byte]).join('')
}

const tokens = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  return /^[\w:-]$/.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`
})
