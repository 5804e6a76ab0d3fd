/** How much of what they missed clients are sent at once: so little that a slow line carries it in time. */
import { afterEach, describe, expect, it } from 'vitest'
import { StreamReader } from './support/http-client.ts'
import { startTestHub, type TestHub } from './support/test-hub.ts'
import { startTestServer, type TestServer } from './support/test-server.ts'

const maxBytes = 128_000

/** Channels `a0`, `a1`, … in which as many publications of that size were made. */
function fill(hub: Pick<TestHub, 'publish'>, channels: number, publications: number, text: string): string[] {
  const names = Array.from({ length: channels }, (_, number) => `a${number}`)
  for (const name of names) {
    for (let number = 0; number < publications; number += 1) hub.publish(name, text)
  }
  return names
}

/** Comes back to all these channels in one message; the offsets that came, by channel, and the bytes of all replies. */
async function comeBack(hub: TestHub, channels: readonly string[]) {
  const client = await hub.client().connect()
  await client.send(...channels.map((channel) => ({ subscribe: { channel, recover: true, offset: 0 } })))
  return client
}

interface Reply {
  subscribe: { recovered?: true; offset: number; publications?: { offset: number }[] }
}

async function recoverAll(hub: TestHub, channels: readonly string[]) {
  const client = await hub.client().connect()
  const replies = (await client.send(
    ...channels.map((channel) => ({ subscribe: { channel, recover: true, offset: 0 } })),
  )) as unknown as Reply[]
  return {
    client,
    bytes: Buffer.byteLength(replies.map((reply) => JSON.stringify(reply)).join('\n')),
    recovered: replies.map(({ subscribe }) => subscribe.recovered === true),
    publications: replies.map(({ subscribe }) => subscribe.publications?.length ?? 0),
    offsets: replies.map(({ subscribe }) => subscribe.offset),
  }
}

describe('what one connection is sent of what it missed', () => {
  it('[R4] is at most 128 kB of one channel', async () => {
    const hub = await startTestHub()
    const [fits = ''] = fill(hub, 1, 120, 'x'.repeat(1_000))
    expect((await recoverAll(hub, [fits])).publications).toEqual([120])
    for (let number = 0; number < 10; number += 1) hub.publish(fits, 'x'.repeat(1_000))
    expect(await recoverAll(hub, [fits])).toMatchObject({
      recovered: [false],
      publications: [0],
      offsets: [130],
    })
  })

  it('[R4] is at most 128 kB of all channels together, whatever they are asked for in', async () => {
    const hub = await startTestHub()
    const channels = fill(hub, 20, 10, 'x'.repeat(1_000))
    const { client, bytes, recovered } = await recoverAll(hub, channels)
    expect(bytes).toBeLessThanOrEqual(maxBytes)
    expect(recovered.filter(Boolean).length).toBe(12)
    expect(hub.core.stats()).toMatchObject({ recovered: 12, notRecovered: 8 })
    // What was not recovered is followed all the same.
    hub.publish('a19', 'new')
    expect(await client.received()).toMatchObject([{ push: { channel: 'a19', pub: { offset: 11 } } }])
  })

  it.each(['ü', '漢', '😀', '\u0001'])('[R4] is counted in bytes of the wire: %j', async (letter) => {
    const hub = await startTestHub()
    const channels = fill(hub, 10, 10, letter.repeat(1_000))
    const { bytes, recovered } = await recoverAll(hub, channels)
    expect(bytes).toBeLessThanOrEqual(maxBytes)
    expect(recovered).toContain(true)
    expect(recovered).toContain(false)
  })

  it('[R4] leaves room for small channels after a large one', async () => {
    const hub = await startTestHub()
    fill(hub, 1, 200, 'x'.repeat(1_000))
    hub.publish('small', 1)
    expect((await recoverAll(hub, ['a0', 'small'])).recovered).toEqual([false, true])
  })

  it('[R5] is answered 112 beyond it, where the client asks for that', async () => {
    const hub = await startTestHub()
    const channels = fill(hub, 2, 10, 'x'.repeat(10_000))
    const client = await hub.client().connect()
    const replies = await client.send(
      ...channels.map((channel) => ({ subscribe: { channel, recover: true, offset: 0, flag: 2 } })),
    )
    expect(replies).toMatchObject([{ subscribe: { recovered: true } }, { error: { code: 112 } }])
  })

  it('[R4] may be as much again ten seconds later, and on another connection', async () => {
    const hub = await startTestHub()
    const channels = fill(hub, 2, 10, 'x'.repeat(10_000))
    const client = await comeBack(hub, channels.slice(0, 1))
    const again = { subscribe: { channel: 'a1', recover: true, offset: 0 } }
    const [refused] = await client.send(again)
    expect(refused).not.toHaveProperty('subscribe.recovered')
    await client.send({ unsubscribe: { channel: 'a1' } })
    await hub.environment.advance(9_000)
    expect((await client.send(again)).at(-1)).toHaveProperty('subscribe.recovered', true)
    expect((await recoverAll(hub, ['a1'])).recovered).toEqual([true])
  })

  it('[A7] counts what the server subscribes it to', async () => {
    const hub = await startTestHub()
    fill(hub, 2, 10, 'x'.repeat(10_000))
    const client = await hub.client().connect()
    const since = { epoch: '', offset: 0 }
    for (const channel of ['a0', 'a1']) {
      await hub.core.act({ user: 'ann' }, { kind: 'subscribe', channel, since })
    }
    const pushes = (await client.received()) as { push: { channel: string; pub?: object } }[]
    expect(pushes.filter(({ push }) => push.channel === 'a0' && push.pub)).toHaveLength(10)
    expect(pushes.filter(({ push }) => push.channel === 'a1')).toMatchObject([
      { push: { subscribe: { offset: 10 } } },
    ])
  })

  it('[R4] reads no more of the journal than that', async () => {
    const hub = await startTestHub()
    fill(hub, 1, 200, 'x'.repeat(10_000))
    const read = hub.journal.read.bind(hub.journal)
    let bytes = 0
    hub.journal.read = async (...parameters) => {
      const answer = await read(...parameters)
      bytes += answer?.publications.reduce((sum, { data }) => sum + data.length, 0) ?? 0
      return answer
    }
    expect((await recoverAll(hub, ['a0'])).recovered).toEqual([false])
    expect(bytes).toBeLessThanOrEqual(maxBytes)
  })

  it('[Y1] is at most 128 kB of a history, which goes on from there', async () => {
    const hub = await startTestHub()
    fill(hub, 1, 10, 'x'.repeat(30_000))
    hub.publish('a0', 'x'.repeat(200_000))
    const client = await hub.client().connect()
    const offsets = async (params: object) => {
      const [reply] = await client.send({ history: { channel: 'a0', limit: -1, ...params } })
      const { history } = reply as unknown as { history: { publications: { offset: number }[] } }
      return history.publications.map(({ offset }) => offset)
    }
    expect(await offsets({})).toEqual([1, 2, 3, 4])
    expect(await offsets({ since: { offset: 8, epoch: '' } })).toEqual([9, 10])
    expect(await offsets({ since: { offset: 10, epoch: '' } })).toEqual([11])
    expect(await offsets({ reverse: true })).toEqual([11])
    expect(await offsets({ reverse: true, since: { offset: 11, epoch: '' } })).toEqual([10, 9, 8, 7])
  })
})

describe('over HTTP', () => {
  let server: TestServer
  afterEach(() => server.stop())

  it('[V2] is at most 128 kB of events, ids included', async () => {
    server = await startTestServer()
    for (let number = 0; number < 300; number += 1) server.publish('a', 'x'.repeat(280))
    const ann = { authorization: 'Bearer ann' }
    const small = await StreamReader.open(server.port, { path: '/events?channel=a&since=:0', headers: ann })
    await small.upTo('id: ')
    server.publish('end', 1)
    const { epoch } = await server.journal.position('a')
    const sent = await small.upTo(`${epoch}:300\n`)
    expect(Buffer.byteLength(sent)).toBeLessThanOrEqual(maxBytes)
    for (let number = 0; number < 300; number += 1) server.publish('b', 'x'.repeat(340))
    const large = await StreamReader.open(server.port, { path: '/events?channel=b&since=:0', headers: ann })
    expect(await large.upTo('\n\n')).toContain('event: reset')
  })

  it('[E1] is at most 128 kB of a stream', async () => {
    server = await startTestServer()
    const commands = [{ id: 1, connect: { token: 'ann' } }] as object[]
    for (let number = 0; number < 10; number += 1) {
      for (let count = 0; count < 20; count += 1) server.publish(`a${number}`, 'x'.repeat(1_000))
      commands.push({ id: number + 2, subscribe: { channel: `a${number}`, recover: true, offset: 0 } })
    }
    const body = commands.map((command) => JSON.stringify(command)).join('\n')
    const path = '/connection/http_stream'
    const stream = await StreamReader.open(server.port, { method: 'POST', path }, body)
    const text = await stream.upTo('"id":11,')
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxBytes)
    expect(text.match(/"recovered":true/g)).toHaveLength(6)
  })
})
