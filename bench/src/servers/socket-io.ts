/** Socket.IO over its WebSocket transport, everyone in one room, or in as many as channels are asked for. */
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { benchChannel, channelNames } from '../load/dialects.ts'
import type { BenchServer } from './bench-server.ts'
import { listen } from './listen.ts'

export async function startSocketIo(): Promise<BenchServer> {
  const server = createServer()
  const io = new Server(server, { transports: ['websocket'], serveClient: false })
  io.on('connection', (socket) => {
    void socket.join(channelNames(Number(socket.handshake.query.channels)))
  })
  return {
    port: await listen(server),
    path: (channels) => `/socket.io/?EIO=4&transport=websocket&channels=${channels}`,
    publish: (payload) => {
      io.to(benchChannel).emit('message', payload)
    },
  }
}
