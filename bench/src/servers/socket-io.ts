/** Socket.IO over its WebSocket transport, everyone in one room. */
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import type { BenchServer } from './bench-server.ts'
import { listen } from './listen.ts'

export async function startSocketIo(): Promise<BenchServer> {
  const server = createServer()
  const io = new Server(server, { transports: ['websocket'], serveClient: false })
  io.on('connection', (socket) => {
    void socket.join('bench')
  })
  return {
    port: await listen(server),
    path: '/socket.io/?EIO=4&transport=websocket',
    publish: (payload) => {
      io.to('bench').emit('message', payload)
    },
  }
}
