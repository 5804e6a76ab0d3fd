/**
 * The floor: what Node itself costs. The handshake by hand on `node:http`, each message framed once, one
 * `socket.write` per subscriber. Reads nothing, recovers nothing, checks nothing.
 */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import type { BenchServer } from './bench-server.ts'
import { listen } from './listen.ts'

const handshakeId = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

export async function startFloor(): Promise<BenchServer> {
  const sockets = new Set<Duplex>()
  const server = createServer()
  server.on('upgrade', (request, socket) => {
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}${handshakeId}`)
      .digest('base64')
    const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade']
    socket.write(`${[...head, `Sec-WebSocket-Accept: ${accept}`].join('\r\n')}\r\n\r\n`)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    socket.resume()
    sockets.add(socket)
  })
  return {
    port: await listen(server),
    path: '/',
    publish: (payload) => {
      const body = Buffer.from(JSON.stringify(payload))
      const frame = Buffer.allocUnsafe(4 + body.length)
      frame.writeUInt16BE(0x817e)
      frame.writeUInt16BE(body.length, 2)
      body.copy(frame, 4)
      for (const socket of sockets) socket.write(frame)
    },
  }
}
