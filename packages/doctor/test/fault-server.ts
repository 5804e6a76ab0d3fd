/** What answers in place of a healthy server, and proxies with faults before one, for the doctor to find. */
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'
import { makeCertificate } from '@copydesk/testkit'
import { type Fault, startFaultProxy } from '@copydesk/testkit/fault-proxy'
import { onTestFinished } from 'vitest'

/** Listens on a free loopback port until the test ends. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

/** Answers every request for a WebSocket as told, and every other one by `others`. */
export async function answering(handshake: string, others: RequestListener): Promise<string> {
  const server = createHttpServer(others)
  server.on('upgrade', (_request, socket) => {
    socket.on('error', () => {})
    socket.end(handshake)
  })
  return `http://127.0.0.1:${await listen(server)}`
}

export function plainAnswer(status: string, headers: Record<string, string>, body: string): string {
  const all = { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status}`, ...lines, '', body].join('\r\n')
}

/** The address of a server at `port` behind a proxy with these faults. */
export async function behind(port: number, ...faults: Fault[]): Promise<string> {
  const proxy = await startFaultProxy(port, faults)
  onTestFinished(() => proxy.stop())
  return proxy.url
}

/** A key and a certificate of its own making, which nobody trusts. */
export function selfSigned(): { key: string; cert: string } {
  const made = makeCertificate()
  onTestFinished(made.remove)
  return made
}
