/** The broker that the settings ask for: by what servers of one database tell each other of changes. */
import { isIP } from 'node:net'
import { type Broker, createMemoryBroker } from '@copydesk/hub'
import { type BrokerAddress, shownBroker } from '../settings/broker.ts'
import type { Settings } from '../settings/settings.ts'
import { connectionOptions, shownAddress } from '../storage/postgres/connection-options.ts'

export type BrokerSettings = Pick<Settings, 'databaseUrl' | 'databaseListenUrl' | 'broker'>

type ListenerFailed = (error: unknown) => void

const whenPooled =
  'LISTEN brings nothing, as behind a pooler in transaction mode; set COPYDESK_DATABASE_LISTEN_URL to an address past it'

/** One that reaches its server at once or later: its state says so. `listenerFailed` is told what listeners throw. */
export async function openBroker(settings: BrokerSettings, listenerFailed: ListenerFailed): Promise<Broker> {
  const { broker, databaseUrl, databaseListenUrl = databaseUrl } = settings
  if (broker?.kind === 'redis') return openRedis(broker, listenerFailed)
  if (broker?.kind === 'nats') return openNats(broker, listenerFailed)
  if (databaseListenUrl !== undefined) return openPostgres(databaseListenUrl, listenerFailed)
  return createMemoryBroker({ listenerFailed })
}

async function openPostgres(url: string, listenerFailed: ListenerFailed): Promise<Broker> {
  const { createPostgresBroker } = await import('@copydesk/hub/postgres')
  const options = connectionOptions(url)
  const name = shownAddress(options)
  return createPostgresBroker({ connection: options.client, name, whenPooled, listenerFailed })
}

async function openRedis(address: BrokerAddress, listenerFailed: ListenerFailed): Promise<Broker> {
  const { createRedisBroker } = await import('@copydesk/hub/redis')
  const { servers, isTls, login, prefix } = address
  const [{ host, port } = { host: '', port: 0 }] = servers
  return createRedisBroker({
    connection: {
      socket: isTls ? { host, port, tls: true, ...named(host) } : { host, port },
      ...(login?.user !== undefined && { username: login.user }),
      ...(login && { password: login.password }),
    },
    name: shownBroker(address),
    ...(prefix !== undefined && { prefix }),
    listenerFailed,
  })
}

async function openNats(address: BrokerAddress, listenerFailed: ListenerFailed): Promise<Broker> {
  const { createNatsBroker } = await import('@copydesk/hub/nats')
  const { servers, isTls, login, prefix } = address
  return createNatsBroker({
    connection: {
      servers: servers.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`),
      ...(isTls && { tls: {} }),
      ...(login && credentialsOf(login)),
    },
    name: shownBroker(address),
    ...(prefix !== undefined && { prefix }),
    listenerFailed,
  })
}

/** The name that a server with several certificates is asked for; a number is none. */
function named(host: string) {
  return isIP(host) === 0 ? { servername: host } : {}
}

function credentialsOf({ user, password }: NonNullable<BrokerAddress['login']>) {
  return user === undefined ? { token: password } : { user, pass: password }
}
