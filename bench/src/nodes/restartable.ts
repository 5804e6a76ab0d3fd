/** One server that is restarted on the same port while clients follow what is written to it, each by its own library. */
import { startRedis } from '@copydesk/testkit/message-servers'
import { Child } from '../child.ts'
import { startPostgres } from '../databases/postgres.ts'
import { benchChannel } from '../load/dialects.ts'
import type { LibraryClientOptions } from '../load/library-client.ts'
import { aProject, lengthOfComment, type Target } from '../product/commented-project.ts'
import { withProduct } from '../product/product.ts'
import type { Address } from '../rig.ts'

export const restartableRows = ['socket.io', 'socket.io-recovery', 'sqlite', 'postgres'] as const
/** `socket.io-recovery` is Socket.IO with its connection state recovery, by the stream in Redis. */
export type RestartableRow = (typeof restartableRows)[number]

export interface Restartable {
  target: Target
  clients: Omit<LibraryClientOptions, 'comeBackMs'>
  /** Asks it to end, as for a deploy, and starts it again; resolves when it answers. */
  restart(): Promise<void>
}

/** Starts one, hands it over and stops it, come what may. */
export function withRestartable<Result>(
  row: RestartableRow,
  use: (server: Restartable) => Promise<Result>,
): Promise<Result> {
  if (row === 'sqlite' || row === 'postgres') return withCopydesk(row, use)
  return withSocketIo(row === 'socket.io-recovery', use)
}

function withCopydesk<Result>(
  database: 'sqlite' | 'postgres',
  use: (server: Restartable) => Promise<Result>,
) {
  return withProduct({ database }, async ({ server }) => {
    const { open, target } = await aProject(server)
    const { port, token = '' } = open
    const [channel = ''] = open.channels
    return use({
      target,
      clients: { library: 'centrifuge', port, channel, token },
      restart: async () => {
        await server.kill('SIGTERM')
        await server.restart()
      },
    })
  })
}

async function withSocketIo<Result>(recovers: boolean, use: (server: Restartable) => Promise<Result>) {
  const bytes = await lengthOfComment()
  const redis = await startRedis()
  const database = await startPostgres()
  const start = (port: number) => {
    const args = [`redis://127.0.0.1:${redis.port}`, database.address.location, String(port)]
    return Child.start<never>('./nodes/socket.io-process.ts', null, [
      ...args,
      ...(recovers ? ['recovers'] : []),
    ])
  }
  let running = await start(0)
  const { port } = running.greeting as Address
  try {
    return await use({
      target: { port, path: '/', cookie: '', bytes },
      clients: { library: 'socket.io', port, channel: benchChannel, token: '' },
      restart: async () => {
        await running.child.stop()
        running = await start(port)
      },
    })
  } finally {
    await running.child.stop()
    await redis.stop()
    await database.stop()
  }
}
