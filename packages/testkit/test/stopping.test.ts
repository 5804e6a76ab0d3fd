/** A server that is told to stop ends with code 0, whatever is open, and keeps its folder until it has ended. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Project } from '@copydesk/contract'
import { describe, expect, it, onTestFinished } from 'vitest'
import { cleanEnvironment, copydeskBin, runCopydesk } from '../src/copydesk-bin.ts'
import { type StartedServer, startServer } from '../src/start-server.ts'

async function start(): Promise<StartedServer> {
  const server = await startServer()
  onTestFinished(() => server.stop())
  return server
}

/** A connection that sends this, never reads unless told to, and never ends by itself. */
async function send({ port }: { port: number }, text: string, allowHalfOpen = true): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen })
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  socket.pause()
  socket.write(text)
  return socket
}

/** The server has read what was sent before on other connections once it answers this. */
const settle = ({ url }: StartedServer) => fetch(`${url}/livez`)

const host = 'host: 127.0.0.1\r\n'
const handshake = `GET /connection/websocket HTTP/1.1\r\n${host}connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`

/** What is open when the signal comes. */
const open: Record<string, (server: StartedServer) => Promise<unknown>> = {
  'nothing that was sent on many connections': (server) =>
    Promise.all(Array.from({ length: 200 }, () => send(server, ''))),
  'half of the headers': (server) => send(server, 'GET / HTTP/1.1\r\nhost: '),
  'half of a body': (server) =>
    send(
      server,
      `POST /api/v1/session HTTP/1.1\r\n${host}content-type: application/json\r\ncontent-length: 900\r\n\r\n{`,
    ),
  'half of a chunked body for the hub': (server) =>
    send(server, `POST /connection/http_stream HTTP/1.1\r\n${host}transfer-encoding: chunked\r\n\r\n5\r\n{`),
  'a WebSocket that says nothing': (server) => send(server, handshake),
  'an event stream that nobody reads': (server) =>
    send(server, `GET /api/v1/live/probe/stream HTTP/1.1\r\n${host}\r\n`),
  'answers that nobody reads': (server) =>
    send(server, `GET /openapi.json HTTP/1.1\r\n${host}\r\n`.repeat(16)),
  'a command that waits for another process': async (server) => {
    const editor = await server.signIn('editor')
    const other = new DatabaseSync(join(server.dataDir, 'copydesk.db'), { timeout: 1000 })
    onTestFinished(() => other.close())
    other.exec('begin immediate')
    editor.send('POST', '/projects', { name: 'Never' }).catch(() => {})
  },
}

describe('a server that is told to stop', () => {
  it('ends with code 0, with all of this open at once', async () => {
    const server = await start()
    for (const open_ of Object.values(open)) await open_(server)
    await settle(server)
    const ended = server.kill('SIGTERM')
    // Its folder is its own as long as it lives.
    const env = { COPYDESK_DATA_DIR: server.dataDir, COPYDESK_PORT: '0' }
    const second = await runCopydesk(['migrate'], { env })
    expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('Another Copydesk server') })
    expect(await ended, server.logs()).toBe(0)
  })

  it('ends with code 0 when it is told so twice', async () => {
    const end = async (signal: 'SIGTERM' | 'SIGINT') => {
      const server = await start()
      await send(server, 'POST /api/v1/session HTTP/1.1\r\n')
      process.kill(server.pid, signal)
      return server.kill(signal)
    }
    expect(await Promise.all([end('SIGTERM'), end('SIGINT')])).toEqual([0, 0])
  })

  it('answers the command that is under way', async () => {
    const server = await start()
    const editor = await server.signIn('editor')
    const body = JSON.stringify({ name: 'Under way' })
    const { cookie } = editor
    const socket = await send(
      server,
      `POST /api/v1/projects HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\norigin: ${server.url}\r\ncookie: ${cookie}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n{`,
      false,
    )
    await settle(server)
    const ended = server.kill('SIGTERM')
    await expect.poll(() => server.logs()).toContain('stopping')
    socket.write(body.slice(1))
    socket.resume()
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toContain('201 Created')
    expect(await ended, server.logs()).toBe(0)
    await server.restart()
    const { data } = await (await server.signIn('editor')).get<{ data: Project[] }>('/projects')
    expect(data.map(({ name }) => name)).toContain('Under way')
  })

  it('ends with code 0 while it still waits for its database', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'copydesk-stopping-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true }))
    const env = { COPYDESK_DATA_DIR: dataDir, COPYDESK_PORT: '0' }
    await runCopydesk(['user', 'list'], { env })
    const other = new DatabaseSync(join(dataDir, 'copydesk.db'))
    onTestFinished(() => other.close())
    other.exec('begin immediate')
    const child = spawn(process.execPath, [copydeskBin, 'start'], { env: { ...cleanEnvironment(), ...env } })
    const ended = once(child, 'exit')
    await expect.poll(() => existsSync(join(dataDir, 'server.lock')), { timeout: 30_000 }).toBe(true)
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })
})
