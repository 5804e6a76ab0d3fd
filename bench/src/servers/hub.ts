/** Our hub with its memory journal and broker: commits, announces, delivers in order, ready to recover. */
import { createServer } from 'node:http'
import { createHub, createMemoryBroker, createMemoryJournal, webSocketPath } from '@copydesk/hub'
import { benchChannel } from '../load/dialects.ts'
import type { BenchServer } from './bench-server.ts'
import { listen } from './listen.ts'

export async function startHub(): Promise<BenchServer> {
  const journal = createMemoryJournal()
  const broker = createMemoryBroker()
  const hub = createHub({
    journal,
    broker,
    authenticate: async () => ({ ok: true, auth: { user: 'ann' } }),
    authorize: async () => ({ ok: true }),
    rulesFor: () => ({ recoverable: true, presence: false, joinLeave: false }),
    isOriginAllowed: () => true,
  })
  const server = createServer()
  hub.attach(server)
  return {
    port: await listen(server),
    path: webSocketPath,
    publish: (payload) => {
      const { publication, position } = journal.append(benchChannel, JSON.stringify(payload))
      broker.publish({ channel: benchChannel, epoch: position.epoch, publications: [publication] })
    },
  }
}
