/** Entry of the child process that holds the subscribers: opens them and counts what they receive. */
import type { ServerName } from '../servers/bench-server.ts'
import { dialects } from './dialects.ts'
import { LoadClient } from './load-client.ts'

export type LoadCall =
  | { type: 'open'; server: ServerName; port: number; path: string; count: number }
  /** How many messages all clients received together. */
  | { type: 'received' }

/** Handshakes under way at once. */
const concurrency = 50

const clients: LoadClient[] = []

async function open({ server, port, path, count }: Extract<LoadCall, { type: 'open' }>): Promise<null> {
  let left = count
  async function openSome(): Promise<void> {
    while (left > 0) {
      left -= 1
      const client = new LoadClient(port, path, dialects[server])
      clients.push(client)
      await client.ready
    }
  }
  await Promise.all(Array.from({ length: concurrency }, openSome))
  return null
}

function received(): number {
  return clients.reduce((sum, client) => sum + client.received, 0)
}

process.on('message', async (call: LoadCall) => {
  process.send?.(call.type === 'open' ? await open(call) : received())
})
process.on('disconnect', () => process.exit())
process.send?.(null)
