/** Redis and NATS for tests. Debian's packages must be there. */
import { type StartedProgram, startProgram } from '../proxies/started-program.ts'

export interface ServerOptions {
  /** A free one when left out. */
  port?: number
  /** Asked of whoever connects, as user and password; nobody is asked when left out. */
  login?: { user: string; password: string }
}

export function startRedis({ port, login }: ServerOptions = {}): Promise<StartedProgram> {
  return startProgram({
    command: '/usr/bin/redis-server',
    debianPackage: 'redis-server',
    port,
    configure: ({ folder, port: own }) => ({
      files: {
        'redis.conf': `bind 127.0.0.1
port ${own}
dir ${folder}
save ""
appendonly no
${login ? `user default off\nuser ${login.user} on >${login.password} &* -@all +@pubsub +@connection\n` : ''}`,
      },
      args: [`${folder}/redis.conf`],
    }),
  })
}

export interface NatsOptions extends ServerOptions {
  /** The longest message, in bytes. */
  maxPayload?: number
}

export function startNats({ port, login, maxPayload }: NatsOptions = {}): Promise<StartedProgram> {
  return startProgram({
    command: '/usr/sbin/nats-server',
    debianPackage: 'nats-server',
    port,
    configure: ({ folder, port: own }) => ({
      files: {
        'nats.conf': `listen: "127.0.0.1:${own}"
${maxPayload ? `max_payload: ${maxPayload}` : ''}
${login ? `authorization { user: "${login.user}", password: "${login.password}" }` : ''}
`,
      },
      args: ['--config', `${folder}/nats.conf`],
    }),
  })
}
