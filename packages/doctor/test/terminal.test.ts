/** The terminal's half against real sockets: what breaks WebSockets on the way, and what the doctor makes of it. */
import { createSecureServer } from 'node:http2'
import { createServer as createHttpsServer } from 'node:https'
import { createServer } from 'node:net'
import { type StartedServer, startServer } from '@copydesk/testkit'
import {
  alterHeader,
  alterKey,
  alterVersion,
  answer,
  bufferAnswers,
  corruptCompression,
  type Fault,
  isWebSocket,
  only,
  silentTunnel,
  speakHttp10,
  stripUpgrade,
} from '@copydesk/testkit/fault-proxy'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { type Diagnosis, diagnose, readTarget, runChecks, type Target, textReport } from '../src/index.ts'
import { createNodeProbe, type NodeProbeOptions } from '../src/node/index.ts'
import { answering, behind, listen, plainAnswer, selfSigned } from './fault-server.ts'

/** Silence is only known by waiting for it, and each examination waits for timed events. */
let server: StartedServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

async function examine(
  address: string,
  options: NodeProbeOptions & { path?: string; direct?: string } = {},
): Promise<Diagnosis> {
  const { path, direct, ...probeOptions } = options
  const probe = createNodeProbe(probeOptions)
  const run = (url: string) => runChecks({ probe, target: readTarget(url, { path }) as Target })
  return diagnose(await run(address), direct === undefined ? null : await run(direct))
}

const causesOf = ({ findings }: Diagnosis) =>
  findings.filter(({ level }) => level === 'problem').map(({ cause }) => cause)
const page = '<!doctype html><html><head><title>Sign in to Example</title></head></html>'

/** The answer of the server, but for the proof that it read the key. */
const spoiltAccept: Fault = {
  onAnswer: (answered) => ({
    ...answered,
    headers: answered.headers.map(([name, value]) => [name, /-accept$/i.test(name) ? 'spoilt' : value]),
  }),
}

describe('a proxy before a healthy server', () => {
  it.each<[string, Fault[], string]>([
    ['removes Upgrade (row 1)', [stripUpgrade()], 'upgrade_stripped'],
    [
      'removes every trace of a handshake (row 1)',
      [stripUpgrade(), alterHeader('Sec-WebSocket-Key', null), alterHeader('Sec-WebSocket-Version', null)],
      'upgrade_stripped',
    ],
    ['speaks HTTP/1.0 (row 2)', [speakHttp10()], 'http_1_0_upstream'],
    ['alters the version (row 6)', [alterVersion()], 'handshake_altered'],
    ['alters the key (row 6)', [alterKey()], 'handshake_altered'],
    ['answers 101 that is none (row 6)', [spoiltAccept], 'handshake_altered'],
    ['answers 404 by itself (row 3)', [only(isWebSocket, answer({ status: 404 }))], 'never_arrives'],
    ['asks for another host (rows 7 and 21)', [alterHeader('Host', '127.0.0.1:1')], 'origin_refused'],
    ['asks for a foreign host (row 21)', [alterHeader('Host', 'upstream.internal')], 'origin_refused'],
  ])('%s', async (_name, faults, cause) => {
    const url = await behind(server.port, ...faults)
    const diagnosis = await examine(url, { direct: server.url })
    expect(causesOf(diagnosis)[0]).toBe(cause)
    expect(diagnosis.findings[0]).toMatchObject({ hop: cause === 'handshake_altered' ? 'network' : 'proxy' })
    if (cause === 'origin_refused') expect(causesOf(diagnosis)).toContain('forwarded_headers')
    expect(diagnosis.comparison).toContain('the fault lies between')
  })

  it('says which header the server missed, in its own words', async () => {
    const { findings } = await examine(await behind(server.port, stripUpgrade()))
    expect(findings[0]?.says).toBe(
      'The Upgrade header was lost on the way: Sec-WebSocket-Key arrived, so the browser asked for a WebSocket, but "Upgrade: websocket" did not.',
    )
    expect(server.logs()).toContain('The Upgrade header was lost on the way: Sec-WebSocket-Key arrived')
  })

  it('answers 101 and swallows what comes back (row 13)', async () => {
    const diagnosis = await examine(await behind(server.port, silentTunnel()))
    expect(causesOf(diagnosis)[0]).toBe('opens_but_silent')
    expect(diagnosis.evidence.webSocket).toMatchObject({ outcome: 'open', carried: 'nothing' })
  })

  it('answers 101 and swallows what is sent (row 13)', async () => {
    const diagnosis = await examine(await behind(server.port, silentTunnel('to_server')))
    expect(causesOf(diagnosis)[0]).toBe('opens_but_silent')
    expect(diagnosis.evidence.webSocket).toMatchObject({ outcome: 'open', carried: 'down' })
  })

  it('collects answers before it passes them on (row 19)', async () => {
    const diagnosis = await examine(await behind(server.port, bufferAnswers()))
    expect(causesOf(diagnosis)).toEqual(['stream_buffered'])
    expect(diagnosis.findings[0]?.basedOn).toEqual(['httpStream', 'sse'])
  })

  it('mangles compressed frames (row 23)', async () => {
    const diagnosis = await examine(await behind(server.port, corruptCompression()))
    expect(causesOf(diagnosis)).toEqual(['compression_mangled'])
  })
})

describe('something else answers', () => {
  const notFound = plainAnswer('404 Not Found', { server: 'nginx/1.26.0' }, 'no')
  it.each([
    ['404 for all, so that nothing speaks of a Copydesk', notFound, 'no_copydesk', 'nginx'],
    [
      'a sign-in page (row 4)',
      plainAnswer('200 OK', { 'content-type': 'text/html' }, page),
      'web_page_answered',
      undefined,
    ],
    [
      'a redirect (row 5)',
      plainAnswer('301 Moved', { location: 'https://desk.example/in?token=secret' }, ''),
      'redirected',
      undefined,
    ],
    [
      '502 (row 10)',
      plainAnswer('502 Bad Gateway', { server: 'awselb/2.0' }, ''),
      'upstream_unreachable',
      'aws-alb',
    ],
    [
      '407 of a company proxy (row 14)',
      plainAnswer('407 Proxy Authentication Required', { server: 'squid/6.13' }, ''),
      'network_blocks_websockets',
      'squid',
    ],
  ])('%s', async (_name, handshake, cause, product) => {
    const url = await answering(handshake, (_request, response) => response.writeHead(404).end())
    const diagnosis = await examine(url)
    expect(causesOf(diagnosis)[0]).toBe(cause)
    expect(diagnosis.middleTier?.product).toBe(product)
    expect(textReport(diagnosis)).not.toContain('secret')
  })

  it('names the page', async () => {
    const url = await answering(
      plainAnswer('200 OK', { 'content-type': 'text/html' }, page),
      (_request, response) => response.end(page),
    )
    expect((await examine(url)).findings[0]?.says).toContain('Sign in to Example')
  })
})

describe('nothing answers', () => {
  it('says that nothing listens', async () => {
    const { findings } = await examine('http://127.0.0.1:1')
    expect(findings).toMatchObject([
      { cause: 'unreachable', says: expect.stringContaining('nothing listens') },
    ])
  })

  it('explains a certificate: whose, and why it is refused (row 15)', async () => {
    const { key, cert } = selfSigned()
    const port = await listen(createHttpsServer({ key, cert }))
    const { findings } = await examine(`https://127.0.0.1:${port}`)
    expect(findings).toMatchObject([{ cause: 'certificate', hop: 'network' }])
    expect(findings[0]?.says).toMatch(/"desk\.test".*signed by itself.*valid from/)
  })

  it('names the forward proxy that refuses (row 14)', async () => {
    const port = await listen(
      createServer((socket) =>
        socket.once('data', () => socket.end('HTTP/1.1 403 Forbidden\r\nserver: squid\r\n\r\n')),
      ),
    )
    const diagnosis = await examine(server.url, { forwardProxy: `http://127.0.0.1:${port}` })
    expect(causesOf(diagnosis)[0]).toBe('network_blocks_websockets')
  })
})

describe('HTTP/2', () => {
  it('is found to offer WebSockets that it does not open (row 18)', async () => {
    const { key, cert } = selfSigned()
    const options = { key, cert, allowHTTP1: true, settings: { enableConnectProtocol: true } }
    // Node.js itself answers a CONNECT that nobody listens for with 405.
    const secure = createSecureServer(options, (_request, response) => response.writeHead(404).end())
    const webSockets = new WebSocketServer({ noServer: true })
    secure.on('upgrade', (incoming, socket, head) =>
      webSockets.handleUpgrade(incoming, socket, head, () => {}),
    )
    const port = await listen(secure)
    const diagnosis = await examine(`https://127.0.0.1:${port}/socket`, { ca: cert })
    expect(causesOf(diagnosis)).toEqual(['http2_mismatch'])
    expect(diagnosis.findings[0]?.says).toContain('It opens over HTTP/1.1; over HTTP/2')
  })
})

describe('another WebSocket server', () => {
  it('is healthy when it opens and answers pings', async () => {
    const webSockets = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/live' })
    await new Promise((resolve) => webSockets.once('listening', resolve))
    const { port } = webSockets.address() as { port: number }
    const diagnosis = await examine(`ws://127.0.0.1:${port}`, { path: '/live' })
    for (const client of webSockets.clients) client.terminate()
    await new Promise((resolve) => webSockets.close(resolve))
    expect(diagnosis).toMatchObject({ state: 'healthy', findings: [] })
    expect(diagnosis.evidence.webSocket).toMatchObject({ outcome: 'open', carried: 'both' })
  })
})

describe('settings of the server', () => {
  it('are named when they switch WebSockets off (row 26)', async () => {
    const off = await startServer({ env: { COPYDESK_WEBSOCKETS_ENABLED: 'false' } })
    const diagnosis = await examine(off.url)
    await off.stop()
    expect(diagnosis).toMatchObject({
      state: 'healthy',
      findings: [{ cause: 'switched_off', level: 'notice' }],
    })
    expect(diagnosis.summary).toContain('by the HTTP stream, as it was set')
    expect(diagnosis.findings[0]?.says).toContain('COPYDESK_WEBSOCKETS_ENABLED (environment) is false')
  })
})
