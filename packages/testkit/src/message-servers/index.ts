/** Redis and NATS for tests. Debian's packages must be there. */
import type { MadeCertificate } from '../certificates.ts'
import { freePort, type StartedProgram, startProgram } from '../proxies/started-program.ts'

export interface ServerOptions {
  /** A free one when left out. */
  port?: number
  /** Asked of whoever connects, as user and password; nobody is asked when left out. */
  login?: { user: string; password: string }
  /** It speaks TLS, and nothing else, with this certificate. */
  certificate?: MadeCertificate
}

export interface RedisOptions extends ServerOptions {
  /** A node of a cluster, which has met nobody and serves no slots yet. */
  isClusterNode?: boolean
}

export async function startRedis(options: RedisOptions = {}): Promise<StartedProgram> {
  const { port, login, certificate, isClusterNode } = options
  // The usual one, 10,000 above the other, is beyond the highest port at times.
  const clusterPort = isClusterNode && (await freePort())
  return startProgram({
    command: '/usr/bin/redis-server',
    debianPackage: 'redis-server',
    port,
    configure: ({ folder, port: own }) => ({
      files: {
        'redis.conf': `bind 127.0.0.1
${
  certificate
    ? `port 0\ntls-port ${own}\ntls-auth-clients no\ntls-cert-file ${certificate.pemFile}\ntls-key-file ${certificate.pemFile}`
    : `port ${own}`
}
${clusterPort ? `cluster-enabled yes\ncluster-port ${clusterPort}` : ''}
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
  /** Asked of whoever connects, in place of a user and a password. */
  token?: string
}

export function startNats(options: NatsOptions = {}): Promise<StartedProgram> {
  const { port, login, certificate, maxPayload, token } = options
  return startProgram({
    command: '/usr/sbin/nats-server',
    debianPackage: 'nats-server',
    port,
    configure: ({ folder, port: own }) => ({
      files: {
        'nats.conf': `listen: "127.0.0.1:${own}"
${maxPayload ? `max_payload: ${maxPayload}` : ''}
${login ? `authorization { user: "${login.user}", password: "${login.password}" }` : ''}
${token ? `authorization { token: "${token}" }` : ''}
${certificate ? `tls { cert_file: "${certificate.pemFile}", key_file: "${certificate.pemFile}" }` : ''}
`,
      },
      args: ['--config', `${folder}/nats.conf`],
    }),
  })
}
