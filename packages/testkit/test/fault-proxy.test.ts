/** Each fault does what it is named for, and nothing else; without faults the proxy is a wire. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import * as faults from '../src/fault-proxy/index.ts'
import { type After, type Fault, header, isWebSocket, startFaultProxy } from '../src/fault-proxy/index.ts'

/** What the server says of a request: its head, and its body backwards. */
interface Said {
  version: string
  headers: IncomingMessage['headers']
  body: string
}

/** Behind the proxy: HTTP that says what came, WebSockets that echo. */
async function start(
  active: Fault[] = [],
  { compress = false, after }: { compress?: boolean; after?: After } = {},
) {
  const server = createServer(async (incoming, response) => {
    const body = await text(incoming)
    response.setHeader('set-cookie', 'session=1')
    response.write('{"first":true}\n')
    if (incoming.url === '/endless') return
    response.end(
      JSON.stringify({ version: incoming.httpVersion, headers: incoming.headers, body } satisfies Said),
    )
  })
  const sockets = new WebSocketServer({
    server,
    perMessageDeflate: compress && { threshold: 100, serverNoContextTakeover: true },
  })
  sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(String(data))))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy = await startFaultProxy((server.address() as AddressInfo).port, active, after ? { after } : {})
  onTestFinished(async () => {
    await proxy.stop()
    for (const socket of sockets.clients) socket.terminate()
    server.closeAllConnections()
    server.close()
  })
  return proxy
}

/** A clock that the test turns. */
function turnedClock() {
  let now = 0
  let waiting: { at: number; action: () => void }[] = []
  const after: After = (delayMs, action) => {
    const entry = { at: now + delayMs, action }
    waiting.push(entry)
    return () => {
      waiting = waiting.filter((each) => each !== entry)
    }
  }
  const turn = (byMs: number) => {
    now += byMs
    const due = waiting.filter(({ at }) => at <= now)
    waiting = waiting.filter(({ at }) => at > now)
    for (const { action } of due) action()
  }
  return {
    after,
    turn,
    get waiting() {
      return waiting.length
    },
  }
}

async function fetchSaid(url: string, init?: RequestInit): Promise<Said> {
  const answer = await fetch(url, init)
  return JSON.parse((await answer.text()).split('\n')[1] ?? '')
}

/** An open WebSocket that can be asked for its next message; or the status, or the error, that came instead. */
async function openSocket(url: string) {
  const socket = new WebSocket(url, { headers: { cookie: 'session=1' } })
  onTestFinished(() => socket.terminate())
  socket.on('error', () => {})
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  const outcome = await new Promise<'open' | number | string>((resolve) => {
    socket.once('open', () => resolve('open'))
    socket.once('unexpected-response', (_request, answer) => resolve(answer.statusCode ?? 0))
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
  const echo = (message: string) =>
    new Promise<string>((resolve) => {
      socket.once('message', (data) => resolve(String(data)))
      socket.send(message)
    })
  return { socket, outcome, closed, echo }
}

it('is a wire without faults, and remembers what went by', async () => {
  const proxy = await start()
  const said = await fetchSaid(`${proxy.url}/path?q`, { method: 'POST', body: 'x'.repeat(100_000) })
  expect(said).toMatchObject({ version: '1.1', body: 'x'.repeat(100_000) })
  const { outcome, echo } = await openSocket(proxy.url)
  expect(outcome).toBe('open')
  expect(await echo('hello')).toBe('hello')
  expect(proxy).toMatchObject({ upgrades: 1, tunnels: 1 })
  expect(proxy.exchanges[0]).toMatchObject({
    asked: { method: 'POST', target: '/path?q' },
    answered: { status: 200 },
  })
})

it('resets connections, or takes them and stays silent', async () => {
  const proxy = await start([faults.resetConnections()])
  await expect(fetch(proxy.url)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  proxy.faults = [faults.swallowConnections()]
  const silent = connect(proxy.port, '127.0.0.1').resume()
  const answers: string[] = []
  silent.on('data', (chunk) => answers.push(String(chunk)))
  silent.end('GET / HTTP/1.1\r\nHost: here\r\n\r\n')
  await once(silent, 'close')
  expect([answers, proxy.exchanges]).toEqual([[], []])
})

it('is cut and mended', async () => {
  const proxy = await start()
  const { closed } = await openSocket(proxy.url)
  proxy.cut()
  expect(await closed).toBe(1006)
  expect((await openSocket(proxy.url)).outcome).toBe('ECONNRESET')
  proxy.faults = []
  expect((await openSocket(proxy.url)).outcome).toBe('open')
})

it('takes as many connections as it may', async () => {
  const proxy = await start([faults.limitConnections(1)])
  const first = await openSocket(proxy.url)
  expect((await openSocket(proxy.url)).outcome).toBe('ECONNRESET')
  first.socket.close()
  await first.closed
  expect((await openSocket(proxy.url)).outcome).toBe('open')
})

it('answers by itself: a status, a page, a redirect; for WebSockets alone if it is told so', async () => {
  const proxy = await start([faults.answer({ status: 503 })])
  expect((await fetch(proxy.url)).status).toBe(503)
  proxy.faults = [faults.answerPage('Sign in')]
  const page = await fetch(proxy.url)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(await page.text()).toContain('<title>Sign in</title>')
  proxy.faults = [faults.redirect('https://elsewhere.example/')]
  const moved = await fetch(proxy.url, { redirect: 'manual' })
  expect([moved.status, moved.headers.get('location')]).toEqual([302, 'https://elsewhere.example/'])
  proxy.faults = [faults.only(isWebSocket, faults.answer({ status: 403 }))]
  expect((await openSocket(proxy.url)).outcome).toBe(403)
  expect((await fetch(proxy.url)).status).toBe(200)
  expect(proxy.exchanges.map(({ forwarded }) => forwarded !== null)).toEqual([
    false,
    false,
    false,
    false,
    true,
  ])
})

it('strips Upgrade, or speaks HTTP/1.0, and leaves the rest of the handshake', async () => {
  const proxy = await start([faults.stripUpgrade()])
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-key': 'key' }
  const handshake = () =>
    new Promise<Said>((resolve, reject) => {
      const asked = request(proxy.url, { headers: upgrade }, async (answer) => {
        resolve(JSON.parse((await text(answer)).split('\n')[1] ?? ''))
      })
      asked.on('error', reject).end()
    })
  expect(await handshake()).toMatchObject({
    version: '1.1',
    headers: { 'sec-websocket-key': 'key', connection: 'close' },
  })
  proxy.faults = [faults.speakHttp10()]
  const old = await handshake()
  expect(old).toMatchObject({ version: '1.0', headers: { 'sec-websocket-key': 'key' } })
  expect(old.headers.upgrade).toBeUndefined()
})

it('alters key and version, and loses cookies both ways', async () => {
  const proxy = await start([faults.alterKey()])
  expect((await openSocket(proxy.url)).outcome).toBe(400)
  proxy.faults = [faults.alterVersion()]
  expect((await openSocket(proxy.url)).outcome).toBe(400)
  proxy.faults = [faults.dropCookies()]
  const answer = await fetch(proxy.url, { headers: { cookie: 'session=1' } })
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(JSON.parse((await answer.text()).split('\n')[1] ?? '').headers.cookie).toBeUndefined()
  expect((await openSocket(proxy.url)).outcome).toBe('open')
  expect(proxy.exchanges.map(({ forwarded }) => forwarded && header(forwarded, 'cookie'))).toEqual([
    'session=1',
    'session=1',
    null,
    null,
  ])
})

it('holds answers back until they are whole', async () => {
  const proxy = await start([faults.bufferAnswers()])
  expect(await fetchSaid(proxy.url)).toMatchObject({ version: '1.1' })
  const endless = new AbortController()
  const held = fetch(`${proxy.url}/endless`, { signal: endless.signal })
  // The server has begun to answer, and nothing of it goes on.
  await expect.poll(() => proxy.exchanges[1]?.answered?.status).toBe(200)
  proxy.faults = []
  const flowing = await fetch(`${proxy.url}/endless`, { signal: endless.signal })
  const { value } = (await flowing.body?.getReader().read()) ?? {}
  expect(new TextDecoder().decode(value)).toBe('{"first":true}\n')
  endless.abort()
  await expect(held).rejects.toThrow('aborted')
})

it('delays what the server says', async () => {
  const clock = turnedClock()
  const proxy = await start([faults.delay(5_000)], clock)
  const { outcome, socket } = await openSocket(proxy.url)
  expect(outcome).toBe('open')
  const heard: string[] = []
  socket.on('message', (data) => heard.push(String(data)))
  socket.send('late')
  await expect.poll(() => clock.waiting).toBe(1)
  clock.turn(4_999)
  expect(heard).toEqual([])
  clock.turn(1)
  await expect.poll(() => heard).toEqual(['late'])
})

it('carries so many bytes a second, of all connections in turn', async () => {
  const clock = turnedClock()
  const proxy = await start([faults.slowLine(1_400)], clock)
  const arrived = ['first', 'second'].map(async (name) => {
    const { body } = await fetch(proxy.url, { method: 'POST', body: name.repeat(300) })
    let bytes = 0
    for await (const chunk of body ?? []) bytes += chunk.length
    return bytes
  })
  let seconds = 0
  const all = Promise.all(arrived)
  const isDone = all.then(() => true)
  while (!(await Promise.race([isDone, new Promise((resolve) => setImmediate(() => resolve(false)))]))) {
    if (clock.waiting === 0) continue
    clock.turn(1_000)
    seconds += 1
  }
  const bytes = (await all).reduce((sum, one) => sum + one)
  expect(seconds).toBeGreaterThanOrEqual(Math.ceil(bytes / 1_400))
})

it('opens WebSockets that carry nothing', async () => {
  const proxy = await start([faults.silentTunnel()])
  const { outcome, socket } = await openSocket(proxy.url)
  expect(outcome).toBe('open')
  const heard: string[] = []
  socket.on('message', (data) => heard.push(String(data)))
  socket.send('is anybody there?')
  proxy.faults = []
  // Another connection has its echo; this one never will.
  expect(await (await openSocket(proxy.url)).echo('yes')).toBe('yes')
  expect(heard).toEqual([])
})

it('damages compressed frames and no others', async () => {
  const proxy = await start([faults.corruptCompression()], { compress: true })
  const { echo, socket, closed } = await openSocket(proxy.url)
  expect(await echo('short: not compressed')).toBe('short: not compressed')
  socket.send('long enough to be compressed '.repeat(3_000))
  expect(await closed).toBe(1006)
})

it('cuts what is idle for too long, and only then', async () => {
  const clock = turnedClock()
  const proxy = await start([faults.idleTimeout(30_000)], clock)
  const { echo, closed, socket } = await openSocket(proxy.url)
  clock.turn(29_999)
  expect(await echo('still there')).toBe('still there')
  clock.turn(29_999)
  expect(socket.readyState).toBe(WebSocket.OPEN)
  clock.turn(1)
  expect(await closed).toBe(1006)
  await expect.poll(() => clock.waiting).toBe(0)
})
