/** Rows 8, 21, 22, 25 and 26: what the server itself decides, and says so. */
import { runCopydesk, type StartedServer, startServer } from '@copydesk/testkit'
import { startBehindProxy } from '../behind-proxy.ts'
import { askDoctor, type Diagnosis } from '../doctor-says.ts'
import { holdConnections } from './held-connections.ts'
import type { Row, World } from './row.ts'
import { certificateFor, nginxWithTls } from './set-ups.ts'

export const serverRows: Row[] = [
  {
    row: 8,
    cause: 'no_session',
    hop: 'browser',
    provokedBy: 'copydesk doctor --token with an old token',
    fix: /copydesk token <email>/,
    provoke: async ({ place: { server } }) => {
      let token = 'eyJhbGciOiJIUzI1NiJ9.e30.none'
      return {
        ask: () => askDoctor([server.url, '--token', token]),
        mend: async () => {
          token = await tokenOf(server, 'editor')
        },
      }
    },
  },
  {
    row: 21,
    cause: 'forwarded_headers',
    hop: 'proxy',
    provokedBy: 'nginx with TLS, which the server was not told of',
    fix: /^Set COPYDESK_TRUST_PROXY=127\.0\.0\.1, .* and COPYDESK_PUBLIC_URL=https:\/\/127\.0\.0\.1:\d+\.$/,
    provoke: async (world) => {
      const { pemFile, certFile } = certificateFor(world)
      const place = await startBehindProxy({ isTold: false })
      world.onEnd(() => place.stop())
      const nginx = await place.start('nginx', nginxWithTls({ pemFile }))
      world.onEnd(() => nginx.stop())
      return {
        ask: () => askDoctor([place.url.replace('http:', 'https:')], { NODE_EXTRA_CA_CERTS: certFile }),
        mend: (said) => place.server.restart(settingsIn(said)),
      }
    },
  },
  {
    row: 22,
    cause: 'connection_limit',
    hop: 'server',
    provokedBy: 'COPYDESK_MAX_CONNECTIONS=1, and one is open',
    fix: /COPYDESK_MAX_CONNECTIONS/,
    provoke: async (world) => {
      const server = await ownServer(world, { COPYDESK_MAX_CONNECTIONS: '1' })
      const [held] = await holdConnections(server.port, 1)
      world.onEnd(() => held?.destroy())
      return {
        ask: () => askDoctor([server.url]),
        mend: () => server.restart({ COPYDESK_MAX_CONNECTIONS: '100' }),
      }
    },
  },
  {
    row: 25,
    cause: 'restarting',
    hop: 'server',
    provokedBy: 'SIGTERM with 6000 connections to end',
    fix: /^Nothing: everyone comes back within seconds/,
    provoke: async (world) => {
      // A hundred end at a time, ten times a second: longer than the doctor looks.
      const server = await ownServer(world, { COPYDESK_DRAIN_SECONDS: '600' })
      const held = await holdConnections(server.port, 6_000)
      world.onEnd(() => held.map((socket) => socket.destroy()))
      let ended: Promise<unknown> | undefined
      return {
        ask: () => {
          ended ??= server.kill('SIGTERM')
          return askDoctor([server.url])
        },
        mend: async () => {
          await server.kill()
          await ended
          await server.restart()
        },
      }
    },
  },
  {
    row: 26,
    cause: 'switched_off',
    hop: 'server',
    provokedBy: 'the switch of an administrator',
    fix: /^Change the setting named/,
    provoke: async (world) => {
      const server = await ownServer(world)
      const admin = await server.signIn('admin')
      await admin.patch('/live', { websocket: { enabled: false } })
      return {
        ask: () => askDoctor([server.url]),
        mend: () => admin.patch('/live', { websocket: { enabled: true } }),
      }
    },
  },
]

/** `copydesk token` beside the server that runs. */
export async function tokenOf({ dataDir }: StartedServer, person: 'admin' | 'editor'): Promise<string> {
  const { stdout, stderr } = await runCopydesk(['token', `${person}@demo.copydesk.example`], {
    env: { COPYDESK_DATA_DIR: dataDir },
  })
  if (stdout === '') throw new Error(stderr)
  return stdout.trim()
}

async function ownServer({ onEnd }: World, env: Record<string, string> = {}): Promise<StartedServer> {
  const server = await startServer({ env })
  onEnd(() => server.stop())
  return server
}

/** The settings that the fix spells out, as an operator copies them. */
function settingsIn({ findings }: Diagnosis): Record<string, string> {
  const pairs = (findings[0]?.fix ?? '').matchAll(/(COPYDESK_\w+)=(\S+?)[,.]?(?= |$)/g)
  return Object.fromEntries([...pairs].map(([, name = '', value = '']) => [name, value]))
}
