/** Starts an HTTP server on a loopback port, a free one unless it is named. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve) => server.listen({ port, host: '127.0.0.1', backlog: 4096 }, resolve))
  return (server.address() as AddressInfo).port
}
