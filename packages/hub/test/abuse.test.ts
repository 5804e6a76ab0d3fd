/**
 * Clients that mean harm, over real sockets: floods, endless and lying requests, names that JavaScript knows better.
 * Each gets the code it deserves, nothing of it stays, and a witness is served all along. Single wrong frames are in
 * frames.test.ts.
 */
import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clientFrame, opcode, RawClient } from './support/raw-client.ts'
import { post, RawHttp } from './support/raw-http.ts'
import { startTestServer, type TestServer } from './support/test-server.ts'

const nodeId = 'node-1'
const connect = '{"id":1,"connect":{"token":"ann"}}'
const maxQueuedBytes = 256 * 1024

let server: TestServer
let witness: RawClient
const clients: { socket: { destroy(): unknown } }[] = []

async function open(): Promise<RawClient> {
  const client = await RawClient.open(server.port)
  clients.push(client)
  return client
}

async function openConnected(): Promise<RawClient> {
  const client = await open()
  client.text(connect)
  await client.message()
  return client
}

function http(): RawHttp {
  const client = new RawHttp(server.port)
  clients.push(client)
  return client
}

/** An HTTP stream, and the session that its commands go to. */
async function openStream(): Promise<{ stream: RawHttp; emulate: (data: string) => string }> {
  const stream = http().write(post('/connection/http_stream', connect))
  const [, session] = /"session":"([^"]+)"/.exec(await stream.until('"session"')) ?? []
  return { stream, emulate: (data) => post('/emulation', JSON.stringify({ session, node: nodeId, data })) }
}

let published = 0
/** Gets what is published now, and nothing but pings came before it. */
async function expectWitnessServed(): Promise<void> {
  published += 1
  server.publish('a', `still here ${published}`)
  let message = await witness.message()
  while (message === '{}') message = await witness.message()
  expect(message).toContain(`still here ${published}`)
}

/** The witness alone is left. */
async function untilAlone(): Promise<void> {
  while (server.hub.stats().connections > 1) await new Promise((resolve) => setImmediate(resolve))
}

beforeEach(async () => {
  server = await startTestServer({ nodeId, limits: { maxQueuedBytes } })
  witness = await openConnected()
  witness.text('{"id":2,"subscribe":{"channel":"a"}}')
  await witness.message()
})
afterEach(async () => {
  await expectWitnessServed()
  for (const { socket } of clients.splice(0)) socket.destroy()
  await server.untilGone()
  expect(server.hub.stats()).toMatchObject({ connections: 0, subscriptions: 0, channels: 0, queuedBytes: 0 })
  await server.stop()
})

/** 50 MB in 50 kB. */
const bomb = clientFrame(opcode.text, deflateRawSync(Buffer.alloc(50 * 1024 * 1024)), { reserved: true })

describe('frames that mean harm', () => {
  it.each<[string, number, Buffer[]]>([
    ['[L3] a ping in fragments', 1002, [clientFrame(opcode.ping, 'p', { fin: false })]],
    [
      '[L3] a message within a message',
      1002,
      [clientFrame(opcode.text, '{', { fin: false }), clientFrame(opcode.text, '}')],
    ],
    ['[L3] a close code of one byte', 1002, [clientFrame(opcode.close, Buffer.from([3]))]],
    ['[L3] a close code that nobody may send', 1002, [clientFrame(opcode.close, Buffer.from([3, 237]))]],
    [
      '[L3] a close reason that is not UTF-8',
      1007,
      [clientFrame(opcode.close, Buffer.from([3, 232, 255, 254]))],
    ],
    [
      '[L1] a length that no message has',
      1009,
      [Buffer.from([0x81, 0xff, 0, 0x0f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4])],
    ],
    [
      '[L1] a length beyond all numbers',
      1009,
      [Buffer.from([0x81, 0xff, ...Array(8).fill(0x7f), 1, 2, 3, 4])],
    ],
    ['[L3] a compressed frame that nobody agreed on', 1002, [bomb]],
  ])('%s closes with %i', async (_, code, frames) => {
    const client = await openConnected()
    client.send(...frames)
    expect(await client.closeCode()).toBe(code)
  })

  it('[L3] a message that never ends closes with 1008, even when its fragments are empty', async () => {
    const client = await openConnected()
    const empty = clientFrame(opcode.continuation, '', { fin: false })
    client.send(clientFrame(opcode.text, '', { fin: false }), Buffer.concat(Array(1_100).fill(empty)))
    expect(await client.closeCode()).toBe(1008)
  })

  it('[L8] pings count as commands', async () => {
    const client = await openConnected()
    client.send(Buffer.concat(Array(1_100).fill(clientFrame(opcode.ping, 'p'))))
    expect(await client.closeCode()).toBe(3013)
  })

  it('[L8] more commands in one message than one may send close with 3013, and none of them is carried out', async () => {
    const client = await openConnected()
    client.text(Array(1_100).fill('{"id":2,"unsubscribe":{"channel":"b"}}').join('\n'))
    expect(await client.closeCode()).toBe(3013)
    expect(server.hub.stats().commands.unsubscribe).toBeUndefined()
  })

  it('takes a message byte by byte', async () => {
    const client = await open()
    for (const byte of clientFrame(opcode.text, connect)) client.send(Buffer.from([byte]))
    expect(await client.message()).toContain('"connect"')
  })

  it('[C5] closes with 3502 who opens and says nothing, however many', async () => {
    const silent = await Promise.all(Array.from({ length: 50 }, open))
    await server.timers.advance(16_000)
    expect(await Promise.all(silent.map((client) => client.closeCode()))).toEqual(Array(50).fill(3502))
  })

  it('[H9] a compression bomb for a probe closes with 1009', async () => {
    const upgrade = [
      'GET /connection/websocket?probe=0123456789abcdef&mode=echo&compress=1 HTTP/1.1',
      'Host: 127.0.0.1',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Extensions: permessage-deflate',
    ]
    const client = http().write(`${upgrade.join('\r\n')}\r\n\r\n`)
    await client.until('\r\n\r\n')
    client.write(bomb)
    expect(await client.until('\x88\x02\x03\xf1')).toContain('permessage-deflate')
    client.cut()
  })
})

describe('names that JavaScript knows better', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s is a name like any other',
    async (name) => {
      const client = await open()
      client.text(JSON.stringify({ id: 1, connect: { token: name } }))
      expect(await client.message()).toContain('"connect"')
      client.text(`{"id":2,"${name}":{"channel":"a"}}`)
      expect(await client.message()).toContain('"code":104')
      client.text(`{"id":3,"__proto__":{"subscribe":{"channel":"a"}}}`)
      expect(await client.message()).toContain('"code":104')
      client.text(`{"id":4,"subscribe":{"channel":"${name}","__proto__":{"recover":true,"offset":7}}}`)
      expect(await client.message()).toMatch(/"offset":0/)
      server.publish(name, 1)
      expect(await client.message()).toContain(`"channel":"${name}"`)
      client.text(`{"id":5,"subscribe":{"channel":"here:${name}"}}`)
      await client.message()
      await client.message()
      client.text(`{"id":6,"publish":{"channel":"here:${name}","data":{"__proto__":{"polluted":true}}}}`)
      await client.message()
      client.text(`{"id":7,"presence":{"channel":"here:${name}"}}`)
      await client.message()
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
      expect(await server.hub.survey()).toMatchObject([{ channels: { [`here:${name}`]: 1 } }])
    },
  )
})

describe('requests that mean harm', () => {
  it('half handshakes, however many, keep nobody out', async () => {
    for (let count = 0; count < 200; count += 1) {
      http().write('GET /connection/websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nX: ')
    }
    await (await openConnected()).socket.destroy()
    await untilAlone()
  })

  it('headers without end are answered 431', async () => {
    const client = http().write('GET /connection/websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n')
    for (let count = 0; count < 40; count += 1) client.write(`X-${count}: ${'x'.repeat(1_000)}\r\n`)
    expect(await client.end()).toMatch(/^HTTP\/1\.1 431/)
    const long = http().write(`GET /connection/sse?cf_connect=${'x'.repeat(40_000)} HTTP/1.1\r\n`)
    expect(await long.end()).toMatch(/^HTTP\/1\.1 431/)
  })

  it('[E4] takes commands in requests that are sent together on one socket, in their order', async () => {
    const { stream, emulate } = await openStream()
    const commands = Array.from({ length: 50 }, (_, index) =>
      emulate(`{"id":${index + 2},"unsubscribe":{"channel":"b"}}`),
    )
    await http().write(commands.join('')).until('HTTP/1.1 204', 50)
    const answered = await stream.until('"unsubscribe"', 50)
    expect([...answered.matchAll(/"id":(\d+),"unsubscribe"/g)].map(([, id]) => Number(id))).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 2),
    )
  })

  it('forgets all streams that were asked for together on one socket', async () => {
    const client = http().write(post('/connection/http_stream', connect).repeat(20))
    while (server.hub.stats().connections < 21) await new Promise((resolve) => setImmediate(resolve))
    client.cut()
    await untilAlone()
  })

  it('[L2] cuts off streams that wait behind another on one socket', async () => {
    const subscribe = `${connect}\n{"id":2,"subscribe":{"channel":"b"}}`
    const client = http().write(post('/connection/http_stream', subscribe).repeat(2))
    while (server.hub.stats().subscriptions < 3) await new Promise((resolve) => setImmediate(resolve))
    for (let count = 0; count < 20; count += 1) {
      server.publish('b', 'x'.repeat(30_000))
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(server.hub.stats()).toMatchObject({ drops: { 3008: 1 } })
    expect(server.hub.stats().queuedBytes).toBeLessThan(2 * maxQueuedBytes)
    client.cut()
  })

  it('a body that is shorter than it says is nobody’s command', async () => {
    const { stream, emulate } = await openStream()
    const lie = emulate('{"id":2,"unsubscribe":{"channel":"b"}}').replace(
      /content-length: \d+/,
      'content-length: 5000',
    )
    const client = http().write(lie)
    client.socket.end()
    await client.end()
    await http().write(emulate('{"id":3,"unsubscribe":{"channel":"b"}}')).until('HTTP/1.1 204')
    expect(await stream.until('"unsubscribe"')).not.toContain('"id":2')
  })

  it('a body that is longer than it says is no second request', async () => {
    const { stream, emulate } = await openStream()
    const request = emulate('{"id":2,"unsubscribe":{"channel":"b"}}')
    const client = http().write(request, '{"id":3,"unsubscribe":{"channel":"b"}}\r\n\r\n')
    expect(await client.end()).toContain('HTTP/1.1 400')
    await http().write(emulate('{"id":4,"unsubscribe":{"channel":"b"}}')).until('HTTP/1.1 204')
    expect(await stream.until('"id":4')).not.toContain('"id":3')
  })

  it('a body with two lengths is answered 400', async () => {
    const { emulate } = await openStream()
    const request = emulate('{}').replace('content-length', 'transfer-encoding: chunked\r\ncontent-length')
    expect(await http().write(request).end()).toMatch(/^HTTP\/1\.1 400/)
  })

  it('[E9] a body without end is answered 413, and no more of it is read', async () => {
    for (const path of ['/emulation', '/connection/http_stream']) {
      const client = http().write(
        `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n`,
      )
      const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`
      for (let count = 0; count < 20 && !client.socket.destroyed; count += 1) client.write(chunk)
      expect(await client.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 413/)
    }
  })

  it('a body that comes byte by byte is waited for, and forgotten with its socket', async () => {
    const { emulate } = await openStream()
    const slow = http()
    const given = http()
    const request = emulate('{"id":2,"unsubscribe":{"channel":"b"}}')
    for (const byte of request) {
      slow.write(byte)
      await new Promise((resolve) => setImmediate(resolve))
    }
    given.write(request.slice(0, -10))
    expect(await slow.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 204/)
    given.cut()
    await given.end()
  })
})
