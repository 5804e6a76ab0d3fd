/** The `ws` library as it is used everywhere: `send(JSON.stringify())` to each client. */
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import type { BenchServer } from './bench-server.ts'
import { listen } from './listen.ts'

export async function startWs(): Promise<BenchServer> {
  const server = createServer()
  const webSockets = new WebSocketServer({ server })
  return {
    port: await listen(server),
    path: () => '/',
    publish: (payload) => {
      for (const client of webSockets.clients) client.send(JSON.stringify(payload))
    },
  }
}
