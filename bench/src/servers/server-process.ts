/** Entry of the child process that holds one server: publishes and reports its own CPU and memory when told. */
import type { BenchServer, ServerName } from './bench-server.ts'
import { startFloor } from './floor.ts'
import { startHub } from './hub.ts'
import { buildMessage } from './message.ts'
import { startSocketIo } from './socket-io.ts'
import { startWs } from './ws.ts'

const starters: Record<ServerName, () => Promise<BenchServer>> = {
  floor: startFloor,
  hub: startHub,
  ws: startWs,
  'socket.io': startSocketIo,
}

export type ServerCall =
  /** `rounds` times `perRound` messages at once, with `intervalMs` between the rounds. */
  | { type: 'publish'; rounds: number; perRound: number; intervalMs: number; bytes: number }
  /** CPU time used so far in microseconds, and memory in bytes after a garbage collection. */
  | { type: 'usage' }

export interface Usage {
  cpuMicros: number
  rssBytes: number
}

const server = await starters[process.argv[2] as ServerName]()

async function publish({ rounds, perRound, intervalMs, bytes }: Extract<ServerCall, { type: 'publish' }>) {
  const payload = buildMessage(bytes)
  for (let round = 0; round < rounds; round += 1) {
    for (let message = 0; message < perRound; message += 1) server.publish(payload)
    await new Promise((resolve) => setTimeout(resolve, intervalMs))
  }
  return null
}

function usage(): Usage {
  const { user, system } = process.cpuUsage()
  globalThis.gc?.()
  return { cpuMicros: user + system, rssBytes: process.memoryUsage.rss() }
}

process.on('message', async (call: ServerCall) => {
  process.send?.(call.type === 'publish' ? await publish(call) : usage())
})
process.on('disconnect', () => process.exit())
process.send?.({ port: server.port, path: server.path })
