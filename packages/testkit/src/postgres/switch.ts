/** An address that leads to one server and later to another, as a virtual address or a DNS name does after a failover. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Switch {
  readonly port: number
  /** Cuts what is connected; what connects from now on reaches this port. */
  leadTo(port: number): void
  /** Cuts what is connected. */
  cut(): void
  /** Carries nothing any more, both ways, and cuts nothing: a firewall that forgot the connection. New ones are carried. */
  silence(): void
  stop(): Promise<void>
}

export async function startSwitch(first: number): Promise<Switch> {
  let target = first
  const sockets = new Set<Socket>()
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer((socket) => {
    const onward = connect(target, '127.0.0.1')
    for (const side of [socket, onward]) {
      sockets.add(side)
      side.on('error', () => {})
      side.on('close', () => sockets.delete(side))
    }
    socket.on('close', () => onward.destroy())
    onward.on('close', () => socket.destroy())
    socket.pipe(onward).pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (port) => {
      target = port
      cut()
    },
    cut,
    silence: () => {
      for (const socket of sockets) socket.unpipe().pause()
    },
    stop: async () => {
      server.close()
      cut()
      await once(server, 'close')
    },
  }
}
