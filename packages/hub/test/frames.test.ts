/** Bytes that no well-behaved client sends, over real sockets: the right code for each, and nobody else is hurt. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clientFrame, opcode, RawClient } from './support/raw-client.ts'
import { startTestServer, type TestServer } from './support/test-server.ts'

let server: TestServer
let witness: RawClient
const clients: RawClient[] = []

async function open(): Promise<RawClient> {
  const client = await RawClient.open(server.port)
  clients.push(client)
  return client
}

async function connect(): Promise<RawClient> {
  const client = await open()
  client.text('{"id":1,"connect":{"token":"ann"}}')
  await client.message()
  return client
}

/** The witness was connected all along and still gets what is published. */
async function expectWitnessServed(): Promise<void> {
  server.publish('a', 'still here')
  expect(await witness.message()).toContain('still here')
}

beforeEach(async () => {
  server = await startTestServer({ limits: { maxQueuedBytes: 256 * 1024 } })
  witness = await connect()
  witness.text('{"id":2,"subscribe":{"channel":"a"}}')
  await witness.message()
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.destroy()
  await server.stop()
})

const large = 'x'.repeat(70_000)

describe('frames', () => {
  it.each<[string, number, Buffer[]]>([
    ['[L1] a message above the limit', 1009, [clientFrame(opcode.text, large)]],
    [
      '[L1] fragments above the limit together',
      1009,
      [
        clientFrame(opcode.text, 'x'.repeat(40_000), { fin: false }),
        clientFrame(opcode.continuation, 'x'.repeat(40_000)),
      ],
    ],
    ['[L3] text that is not UTF-8', 1007, [clientFrame(opcode.text, Buffer.from([0x7b, 0xff, 0xfe]))]],
    ['[L3] an unmasked frame', 1002, [clientFrame(opcode.text, '{}', { masked: false })]],
    ['[L3] a reserved bit', 1002, [clientFrame(opcode.text, '{}', { reserved: true })]],
    ['[L3] an unknown opcode', 1002, [clientFrame(5, '{}')]],
    ['[L3] a continuation of nothing', 1002, [clientFrame(opcode.continuation, '{}')]],
    ['[L3] a ping that is too long', 1002, [clientFrame(opcode.ping, 'x'.repeat(126))]],
    ['[F7] a binary message', 3501, [clientFrame(opcode.binary, '{"id":2,"rpc":{}}')]],
    ['[F2] no JSON', 3501, [clientFrame(opcode.text, 'hello')]],
    ['[F2] an empty message', 3501, [clientFrame(opcode.text, '')]],
    ['[F2] JSON cut short', 3501, [clientFrame(opcode.text, '{"id":2,"rpc":')]],
    ['[F2] deep nesting', 3501, [clientFrame(opcode.text, '['.repeat(60_000))]],
    ['[F3] a command without an id', 3501, [clientFrame(opcode.text, '{"rpc":{}}')]],
  ])('%s closes with %i', async (_, code, frames) => {
    const client = await connect()
    client.send(...frames)
    expect(await client.closeCode()).toBe(code)
    expect(server.log.warnings).toHaveLength(1)
    await expectWitnessServed()
  })

  it('[F1] takes a message in fragments, with a ping in between', async () => {
    const client = await open()
    const message = '{"id":1,"connect":{"token":"änn"}}'
    const bytes = Buffer.from(message)
    client.send(
      clientFrame(opcode.text, bytes.subarray(0, 29), { fin: false }),
      clientFrame(opcode.ping, 'p'),
      clientFrame(opcode.continuation, bytes.subarray(29, 30), { fin: false }),
      clientFrame(opcode.continuation, bytes.subarray(30)),
    )
    const pong = client.message()
    await expect(pong).rejects.toThrow('opcode 10')
    expect(await client.message()).toContain('"connect"')
  })

  it('survives deeply nested data in a command', async () => {
    const client = await connect()
    client.text('{"id":2,"subscribe":{"channel":"here:1"}}')
    await client.message()
    client.text(`{"id":3,"publish":{"channel":"here:1","data":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`)
    expect(await client.message()).toMatch(/"id":3|"join"/)
    await expectWitnessServed()
  })

  it('survives clients that vanish in the middle of a frame', async () => {
    for (const bytes of [1, 3, 7]) {
      const client = await connect()
      client.send(clientFrame(opcode.text, 'x'.repeat(500)).subarray(0, bytes))
      client.socket.destroy()
    }
    await expectWitnessServed()
  })

  it('[L2] cuts off a client that does not read, with 3008', async () => {
    const slow = await connect()
    slow.text('{"id":2,"subscribe":{"channel":"b"}}')
    await slow.message()
    slow.socket.pause()
    const chunk = 'x'.repeat(60_000)
    // The kernel's own buffers take some megabytes first.
    for (let sent = 0; sent < 2_000 && server.hub.stats().drops[3008] === undefined; sent += 1) {
      server.publish('b', chunk)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(server.hub.stats().drops).toEqual({ 3008: 1 })
    slow.socket.resume()
    expect(await slow.closeCode()).toBe(3008)
    await expectWitnessServed()
  })
})
