/** Servers of Copydesk on one PostgreSQL that keeps what it confirmed, with one of the brokers between them. */
import { type StartedServer, startServer } from '@copydesk/testkit'
import { startNats, startRedis } from '@copydesk/testkit/message-servers'
import { startPostgres } from '../databases/postgres.ts'
import { aProject } from '../product/commented-project.ts'
import { cpuMicrosOf } from '../servers/program.ts'
import type { BrokerRow, NodeSet } from './node-set.ts'

export async function startCopydeskNodes(row: BrokerRow): Promise<NodeSet> {
  const database = await startPostgres('told')
  const broker = row === 'by-notify' ? null : await (row === 'by-redis' ? startRedis() : startNats())
  const scheme = row === 'by-redis' ? 'redis' : 'nats'
  const env = {
    COPYDESK_LOG_LEVEL: 'warn',
    ...database.env,
    ...(broker && { COPYDESK_BROKER_URL: `${scheme}://127.0.0.1:${broker.port}` }),
  }
  const servers: StartedServer[] = []
  return {
    add: async () => void servers.push(await startServer({ env })),
    place: async () => {
      const [first] = servers
      if (first === undefined) throw new Error('There is no server yet')
      const { open, target } = await aProject(first)
      return { target, opens: servers.map(({ port }) => ({ ...open, port })) }
    },
    cpuMicros: () => servers.map(({ pid }) => cpuMicrosOf(pid)),
    heard: async () => {
      const answer = await fetch(`${servers.at(-1)?.url}/metrics`)
      const [, count] =
        /^copydesk_realtime_broker_messages_total\{fate="received"\} (\d+)$/m.exec(await answer.text()) ?? []
      if (count === undefined) throw new Error('/metrics does not count what the broker brings')
      return Number(count)
    },
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()))
      await broker?.stop()
      await database.stop()
    },
  }
}
