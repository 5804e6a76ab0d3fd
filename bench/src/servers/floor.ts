/**
 * The floor: what Node itself costs. The handshake by hand on `node:http`, each message framed once, one
 * `socket.write` per subscriber. Reads nothing, recovers nothing, checks nothing. A POST sends its body, a JSON
 * value, to everyone and keeps nothing of it: the floor of a commit through HTTP.
 */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import type { BenchServer } from './bench-server.ts'
import { listen } from './listen.ts'

const handshakeId = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** `carry` is handed what is posted, and how it is sent to everyone here. */
export async function startFloor(
  carry = (payload: unknown, send: (payload: unknown) => void): void => send(payload),
): Promise<BenchServer> {
  const sockets = new Set<Duplex>()

  function publish(payload: unknown): void {
    const body = Buffer.from(JSON.stringify(payload))
    const frame = Buffer.allocUnsafe(4 + body.length)
    frame.writeUInt16BE(0x817e)
    frame.writeUInt16BE(body.length, 2)
    body.copy(frame, 4)
    for (const socket of sockets) socket.write(frame)
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      carry(body, publish)
    })
  })
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
  return { port: await listen(server), path: () => '/', publish }
}
