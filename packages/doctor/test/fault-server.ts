/** Small servers that break WebSockets as a proxy, a network or a server would, byte by byte, for the doctor to find. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createHttpServer, type RequestListener, request } from 'node:http'
import type { Server } from 'node:net'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Listens on a free loopback port until the test ends. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

/** Answers every request for a WebSocket as told, and every other one by `others`. */
export async function answering(handshake: string, others: RequestListener): Promise<string> {
  const server = createHttpServer(others)
  server.on('upgrade', (_request, socket) => {
    socket.on('error', () => {})
    socket.end(handshake)
  })
  return `http://127.0.0.1:${await listen(server)}`
}

export function plainAnswer(status: string, headers: Record<string, string>, body: string): string {
  const all = { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status}`, ...lines, '', body].join('\r\n')
}

/** What a relay does to the bytes on their way. */
export interface Tampering {
  /** Changes the head of a request; the body follows unchanged. */
  head?: (head: string) => string
  /** What becomes of bytes from the server once a WebSocket is open (after its 101). */
  down?: (bytes: Buffer) => Buffer | null
  /** What becomes of bytes to the server once a WebSocket is open. */
  up?: (bytes: Buffer) => Buffer | null
}

/** Passes everything on to the server at `port` and back, but for what it tampers with. One request a connection. */
export async function relay(port: number, { head, up, down }: Tampering): Promise<string> {
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    upstream.on('error', () => client.destroy())
    upstream.on('close', () => client.destroy())
    client.on('close', () => upstream.destroy())
    let sent = ''
    let isRequested = false
    let isOpen = false
    client.on('data', (bytes: Buffer) => {
      if (isRequested) {
        const passed = isOpen && up ? up(bytes) : bytes
        if (passed) upstream.write(passed)
        return
      }
      sent += bytes.toString('latin1')
      const end = sent.indexOf('\r\n\r\n')
      if (end === -1) return
      isRequested = true
      upstream.write(
        Buffer.from((head?.(sent.slice(0, end)) ?? sent.slice(0, end)) + sent.slice(end), 'latin1'),
      )
    })
    upstream.on('data', (bytes: Buffer) => {
      if (isOpen) {
        const passed = down ? down(bytes) : bytes
        if (passed) client.write(passed)
        return
      }
      const end = bytes.indexOf('\r\n\r\n')
      isOpen = bytes.subarray(0, 12).toString('latin1') === 'HTTP/1.1 101' && end !== -1
      if (!isOpen || down === undefined) {
        client.write(bytes)
        return
      }
      client.write(bytes.subarray(0, end + 4))
      const rest = down(bytes.subarray(end + 4))
      if (rest) client.write(rest)
    })
  })
  return `http://127.0.0.1:${await listen(server)}`
}

/** Waits for the whole answer of the server before it passes any of it on, as a buffering proxy does. WebSockets pass. */
export async function bufferingProxy(port: number): Promise<string> {
  const server = createHttpServer((incoming, response) => {
    const { method, url, headers } = incoming
    const passed = request({ port, host: '127.0.0.1', method, path: url, headers }, async (answer) => {
      const chunks: Buffer[] = []
      for await (const chunk of answer) chunks.push(chunk)
      const { 'transfer-encoding': _, ...rest } = answer.headers
      response.writeHead(answer.statusCode ?? 502, rest)
      response.end(Buffer.concat(chunks))
    })
    incoming.pipe(passed)
  })
  server.on('upgrade', (incoming, socket, first) => {
    const upstream = connect(port, '127.0.0.1')
    const lines = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${value}`)
    upstream.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    upstream.write(first)
    for (const [from, to] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
      from.pipe(to)
    }
  })
  return `http://127.0.0.1:${await listen(server)}`
}

/** A key and a certificate of its own making, which nobody trusts, valid for so many days from now on. */
export function selfSigned(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-certificate-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  try {
    const options = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
    const names = ['-subj', '/CN=desk.test', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
    execFileSync('openssl', ['req', '-x509', ...options, ...names, '-keyout', key, '-out', cert], {
      stdio: 'ignore',
    })
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
