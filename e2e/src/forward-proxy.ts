/** How programs reach a server through a forward proxy: as ordinary requests with a whole address, or by a tunnel. */
import { Agent, type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'

/** Sends `http:` requests to the proxy. */
export function agentThrough(proxyUrl: string): Agent {
  return new Agent({ proxyEnv: { HTTP_PROXY: proxyUrl } })
}

/** Asks for a tunnel (CONNECT) to `host:port`, as browsers do for every WebSocket. */
export async function tunnelThrough(
  proxyUrl: string,
  host: string,
): Promise<{ status: number; socket: Socket }> {
  const asked = request(proxyUrl, { method: 'CONNECT', path: host })
  return new Promise((resolve, reject) => {
    asked.on('connect', (answer: IncomingMessage, socket: Socket) =>
      resolve({ status: answer.statusCode ?? 0, socket }),
    )
    asked.on('error', reject).end()
  })
}
