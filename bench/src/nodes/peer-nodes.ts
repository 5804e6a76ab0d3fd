/** Servers that are compared to Copydesk's: each a process, with a Redis between them, and a PostgreSQL where they keep anything. */
import { startRedis } from '@copydesk/testkit/message-servers'
import { Child } from '../child.ts'
import { startPostgres } from '../databases/postgres.ts'
import { benchChannel } from '../load/dialects.ts'
import { lengthOfComment } from '../product/commented-project.ts'
import type { Address } from '../rig.ts'
import { cpuMicrosOf } from '../servers/program.ts'
import type { NodeSet } from './node-set.ts'

export async function startPeerNodes(server: 'floor' | 'socket.io'): Promise<NodeSet> {
  const redis = await startRedis()
  const database = server === 'floor' ? null : await startPostgres()
  const addresses = [`redis://127.0.0.1:${redis.port}`, ...(database ? [database.address.location] : [])]
  const nodes: { child: Child<never>; address: Address }[] = []
  return {
    add: async () => {
      const { child, greeting } = await Child.start<never>(`./nodes/${server}-process.ts`, null, addresses)
      nodes.push({ child, address: greeting as Address })
    },
    place: async () => {
      const [first] = nodes
      if (first === undefined) throw new Error('There is no server yet')
      const bytes = await lengthOfComment()
      return {
        target: { port: first.address.port, path: '/', cookie: '', bytes },
        opens: nodes.map(({ address: { port, paths } }) => ({
          type: 'open',
          server,
          port,
          path: paths[1],
          channels: [benchChannel],
        })),
      }
    },
    cpuMicros: () => nodes.map(({ child }) => cpuMicrosOf(child.pid)),
    heard: async () => undefined,
    stop: async () => {
      await Promise.all(nodes.map(({ child }) => child.stop()))
      await redis.stop()
      await database?.stop()
    },
  }
}
