/** NATS with its WebSocket listener; messages are published over its own protocol on TCP. */
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { benchChannel } from '../load/dialects.ts'
import type { BenchServer } from './bench-server.ts'
import { findProgram, freePort, startProgram } from './program.ts'

export function isNatsInstalled(): boolean {
  return findProgram('nats-server') !== undefined
}

export async function startNats(): Promise<BenchServer> {
  const port = await freePort()
  const publisherPort = await freePort()
  const program = await startProgram(findProgram('nats-server') ?? 'nats-server', port, (folder) => {
    const file = join(folder, 'nats.conf')
    writeFileSync(
      file,
      `listen: "127.0.0.1:${publisherPort}"\nwebsocket { listen: "127.0.0.1:${port}", no_tls: true }\n`,
    )
    return ['-c', file]
  })
  const publisher = connect(publisherPort, '127.0.0.1')
  publisher.setNoDelay()
  publisher.on('data', (chunk: Buffer) => {
    if (chunk.includes('PING')) publisher.write('PONG\r\n')
  })
  publisher.write('CONNECT {"verbose":false,"pedantic":false}\r\n')
  return {
    port,
    path: () => '/',
    publish: (payload) => {
      const body = JSON.stringify(payload)
      publisher.write(`PUB ${benchChannel} ${body.length}\r\n${body}\r\n`)
    },
    program,
  }
}
