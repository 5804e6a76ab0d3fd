/** Many open WebSockets at little cost: bare sockets that sent a handshake and read what comes. */
import { connect, type Socket } from 'node:net'

const handshake = [
  'GET /connection/websocket HTTP/1.1',
  'Host: 127.0.0.1',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
].join('\r\n')

/** Resolves when the server has answered each of them. */
export function holdConnections(port: number, count: number): Promise<Socket[]> {
  return Promise.all(Array.from({ length: count }, () => hold(port)))
}

function hold(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${handshake}\r\n\r\n`))
    // What ends it later is no failure: the server may go away.
    socket.on('error', reject).on('data', () => resolve(socket))
  })
}
