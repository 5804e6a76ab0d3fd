/**
 * What the application does to connections on its own accord: subscribe, unsubscribe, disconnect and refresh them,
 * wherever they are. Rights are not asked: whoever calls this has them.
 */
import {
  type Disconnect,
  disconnects,
  encodePublication,
  encodeSubscribePush,
  unsubscribes,
} from '@copydesk/protocol'
import type { HubCore } from '../hub-core.ts'
import type { StreamPosition } from '../journal/journal.ts'
import type { Connection } from './connection.ts'
import { clientInfo, endSubscription, Subscription, startSubscription } from './subscription.ts'

/** Which connections: all of a user, or those of them that are named. */
export interface ConnectionTarget {
  user: string
  /** Id of the connection. */
  client?: string | undefined
  /** The session of a stream (the connect result names it). */
  session?: string | undefined
  /** Ids of connections that are left alone. */
  except?: readonly string[] | undefined
}

export type ServerAction =
  | {
      kind: 'subscribe'
      channel: string
      /** How others see the subscriber in this channel. */
      info?: unknown
      /** Told to the client along with the subscription. */
      data?: unknown
      /** Where the client stands, so that it is sent what it missed. */
      since?: StreamPosition | undefined
    }
  | { kind: 'unsubscribe'; channel: string }
  | { kind: 'disconnect'; disconnect: Disconnect }
  /** `expiresAt` is Unix time in seconds; null: never. */
  | { kind: 'refresh'; expiresAt: number | null }

type ActingCore = Pick<HubCore, 'channels' | 'connections' | 'environment' | 'limits' | 'nodes' | 'options'>

/** Does it to the connections of this node. */
export async function act(core: ActingCore, target: ConnectionTarget, action: ServerAction): Promise<void> {
  const connections = core.connections.ofUser(target.user).filter((connection) => isMeant(connection, target))
  await Promise.all(connections.map((connection) => actOn(core, connection, action)))
}

function isMeant({ id, transport }: Connection, { client, session, except }: ConnectionTarget): boolean {
  if (client !== undefined && id !== client) return false
  if (session !== undefined && transport.session !== session) return false
  return !except?.includes(id)
}

async function actOn(core: ActingCore, connection: Connection, action: ServerAction): Promise<void> {
  switch (action.kind) {
    case 'subscribe':
      await subscribe(core, connection, action)
      break
    case 'unsubscribe': {
      const subscription = connection.subscriptions.get(action.channel)
      if (subscription !== undefined) endSubscription(core, subscription, unsubscribes.server)
      break
    }
    case 'disconnect':
      connection.disconnect(action.disconnect)
      break
    case 'refresh':
      refresh(core, connection, action.expiresAt)
  }
}

function refresh(core: ActingCore, connection: Connection, expiresAt: number | null): void {
  if (connection.state.phase !== 'connected') return
  if (expiresAt !== null && expiresAt * 1000 <= core.environment.wallTime()) {
    connection.disconnect(disconnects.expired)
    return
  }
  const { expiresAt: _, ...auth } = connection.state.auth
  core.connections.reidentify(connection, expiresAt === null ? auth : { ...auth, expiresAt })
}

/** A subscription that the client did not ask for. It lasts as long as the connection. */
async function subscribe(
  core: ActingCore,
  connection: Connection,
  { channel, info, data, since }: Extract<ServerAction, { kind: 'subscribe' }>,
): Promise<void> {
  const { user } = connection
  const rules = core.options.rulesFor(channel)
  if (user === undefined || rules === undefined || connection.subscriptions.has(channel)) return
  if (connection.subscriptions.size >= core.limits.maxChannelsPerConnection) return
  const subscription = new Subscription(connection, { user, channel, action: 'subscribe' })
  subscription.byServer = true
  connection.subscriptions.set(channel, subscription)
  try {
    await core.channels.join(channel, rules, since ?? null, (opened, known) => {
      if (subscription.state.phase !== 'joining') return
      const now = core.environment.monotonic()
      const admission = connection.replay.admit(known, connection.transport.kind, now)
      const isRecovered = admission.position !== null && admission.recovered
      const position = isRecovered
        ? { ...admission.position, offset: since?.offset ?? 0 }
        : admission.position
      connection.send(encodeSubscribePush(channel, position, data))
      const missed = isRecovered ? admission.missed.publications : []
      for (const publication of missed) connection.send(encodePublication(channel, publication))
      if (subscription.state.phase === 'joining') {
        startSubscription(core, subscription, opened, clientInfo(connection, info), null)
      }
    })
  } finally {
    if (subscription.state.phase === 'joining') endSubscription(core, subscription, null)
  }
}
