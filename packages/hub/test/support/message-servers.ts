/** The message servers that a broker is made of, each with what tests do to it and to the way there. */
import { startNats, startRedis } from '@copydesk/testkit/message-servers'
import { startCluster } from '@copydesk/testkit/postgres'
import { createNatsBroker } from '../../src/brokers/nats.ts'
import { createPostgresBroker } from '../../src/brokers/postgres.ts'
import { createRedisBroker } from '../../src/brokers/redis.ts'
import type { Broker, Environment } from '../../src/index.ts'

export interface MessageServer {
  readonly port: number
  /** A broker that reaches it at this port, perhaps with a wrong password. */
  open(options: { port?: number; password?: string; environment?: Environment }): Broker
  crash(): Promise<void>
  restart(): Promise<void>
  /** Stops it where it stands; undefined where it is many processes. */
  freeze?: () => void
  thaw?: () => void
  stop(): Promise<void>
}

/** Never to be seen anywhere. */
export const password = 'a-word-for-nobody'

const login = { user: 'desk', password }
const listenerFailed = () => undefined

export async function startPostgres(): Promise<MessageServer> {
  const cluster = await startCluster()
  return {
    port: cluster.port,
    open: ({ port = cluster.port, ...options }) =>
      createPostgresBroker({
        connection: { host: '127.0.0.1', port, user: 'postgres', database: 'postgres', password },
        name: `server:${port}`,
        listenerFailed,
        ...options,
      }),
    crash: async () => cluster.crash(),
    restart: async () => cluster.restart(),
    stop: () => cluster.stop(),
  }
}

type Started = Awaited<ReturnType<typeof startRedis>>
type Start = (options: { port?: number; login: typeof login }) => Promise<Started>

async function startProgram(
  start: Start,
  open: (port: number, word: string, environment?: Environment) => Broker,
): Promise<MessageServer> {
  let running = await start({ login })
  const { port } = running
  return {
    port,
    open: (options) => open(options.port ?? port, options.password ?? password, options.environment),
    crash: () => running.stop(),
    restart: async () => {
      running = await start({ login, port })
    },
    freeze: () => running.freeze(),
    thaw: () => running.thaw(),
    stop: () => running.stop(),
  }
}

export const startRedisServer = () =>
  startProgram(startRedis, (port, word, environment) =>
    createRedisBroker({
      connection: { url: `redis://${login.user}:${word}@127.0.0.1:${port}` },
      name: `server:${port}`,
      listenerFailed,
      ...(environment && { environment }),
    }),
  )

export const startNatsServer = () =>
  startProgram(startNats, (port, word, environment) =>
    createNatsBroker({
      connection: { servers: [`127.0.0.1:${port}`], user: login.user, pass: word },
      name: `server:${port}`,
      listenerFailed,
      ...(environment && { environment }),
    }),
  )
