/** Entry of the child process that holds one server: publishes and reports what the server used when told. */
import type { BenchServer, ServerName } from './bench-server.ts'
import { buildMessage } from './message.ts'
import { cpuMicrosOf, rssBytesOf } from './program.ts'
import { starters } from './starters.ts'

export type ServerCall =
  /** `rounds` times `perRound` messages at once, with `intervalMs` between the rounds. */
  | { type: 'publish'; rounds: number; perRound: number; intervalMs: number; bytes: number }
  /** `count` messages spread evenly over a time; late ones are made up for at once. */
  | { type: 'stream'; count: number; overMs: number; bytes: number }
  /** Processor time used so far, in microseconds. */
  | { type: 'cpu' }
  /** Memory in bytes, after a garbage collection where there is one. */
  | { type: 'memory' }
  /** The longest time that a message was held back since the last call, in milliseconds; 0 where none ever is. */
  | { type: 'hold' }

const server: BenchServer = await starters[process.argv[2] as ServerName]()
let published = 0

function publishNext(bytes: number): void {
  published += 1
  server.publish(buildMessage(bytes, published))
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}

async function publish({ rounds, perRound, intervalMs, bytes }: Extract<ServerCall, { type: 'publish' }>) {
  for (let round = 0; round < rounds; round += 1) {
    for (let message = 0; message < perRound; message += 1) publishNext(bytes)
    await pause(intervalMs)
  }
}

async function stream({ count, overMs, bytes }: Extract<ServerCall, { type: 'stream' }>) {
  const start = performance.now()
  for (let sent = 0; sent < count; ) {
    const due = Math.min(count, Math.ceil(((performance.now() - start) / overMs) * count))
    for (; sent < due; sent += 1) publishNext(bytes)
    await pause(1)
  }
}

function cpuMicros(): number {
  if (server.program) return cpuMicrosOf(server.program.pid)
  const { user, system } = process.cpuUsage()
  return user + system
}

function rssBytes(): number {
  if (server.program) return rssBytesOf(server.program.pid)
  globalThis.gc?.()
  return process.memoryUsage.rss()
}

async function answer(call: ServerCall): Promise<number | null> {
  switch (call.type) {
    case 'publish':
      await publish(call)
      return null
    case 'stream':
      await stream(call)
      return null
    case 'cpu':
      return cpuMicros()
    case 'memory':
      return rssBytes()
    case 'hold':
      return server.takeLongestHoldMs?.() ?? 0
  }
}

process.on('message', async (call: ServerCall) => {
  process.send?.(await answer(call))
})
process.on('disconnect', async () => {
  await server.program?.stop()
  process.exit()
})
process.send?.({ port: server.port, paths: { 1: server.path(1), 3: server.path(3) } })
