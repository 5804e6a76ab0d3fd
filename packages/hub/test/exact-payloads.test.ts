/**
 * What is published arrives as it was written: numbers that JavaScript does not have, names twice, escapes. Read here
 * as text, because JSON.parse would hide the difference.
 */
import { compactJson, jsonElements, jsonTextAt } from '@copydesk/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StreamReader } from './support/http-client.ts'
import { RawClient } from './support/raw-client.ts'
import { apiKey, startStandalone, type TestStandalone, tokenSecret } from './support/standalone.ts'

const payloads = [
  '12345678901234567890',
  '1e400',
  '-0',
  '[1.0,1E5,1.50e-7,0.1,-1.5E+3]',
  '{"id":9007199254740993,"id":1,"id":2.0}',
  '{"__proto__":{"a":1.0},"constructor":2,"toString":-0}',
  '"\\u00e9\\ud800\\/\\"\\u0000"',
  '{"d\\u0061ta":" a  b\\n","":[{},[],""]}',
  '{ "price" : 1.00 ,\r\n\t"tags" : [ 1 , 2.0 ] }',
  'null',
  'false',
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
]
const everything = {
  name: 'news',
  history_size: 100,
  history_ttl: '300s',
  force_recovery: true,
  presence: true,
  join_leave: true,
  allow_subscribe_for_client: true,
  allow_publish_for_subscriber: true,
  allow_history_for_subscriber: true,
  allow_presence_for_subscriber: true,
}

let server: TestStandalone
const raw: RawClient[] = []
const streams: StreamReader[] = []
beforeEach(async () => {
  server = await startStandalone({ channel: { namespaces: [everything] } })
})
afterEach(async () => {
  for (const client of raw.splice(0)) client.socket.destroy()
  for (const stream of streams.splice(0)) stream.cut()
  await server.close()
})

/** A token whose payload is written by hand, as programs in other languages write it. */
async function tokenOf(payload: string): Promise<string> {
  const encode = (text: string) => Buffer.from(text).toString('base64url')
  const signed = `${encode('{"alg":"HS256"}')}.${encode(payload)}`
  const { createHmac } = await import('node:crypto')
  return `${signed}.${createHmac('sha256', tokenSecret).update(signed).digest('base64url')}`
}

async function openClient(payload = '{"sub":"ann"}'): Promise<RawClient> {
  const client = await RawClient.open(server.port)
  raw.push(client)
  client.text(JSON.stringify({ id: 1, connect: { token: await tokenOf(payload) } }))
  await client.message()
  return client
}

/** The messages of the server, one a line. */
function linesOf(client: RawClient): () => Promise<string> {
  const waiting: string[] = []
  return async () => {
    for (;;) {
      const line = waiting.shift()
      if (line !== undefined && line !== '{}' && !line.includes('"join"')) return line
      if (line === undefined) waiting.push(...(await client.message()).split('\n'))
    }
  }
}

async function post(path: string, body: string): Promise<string> {
  const headers = { 'x-api-key': apiKey }
  const stream = await StreamReader.open(server.port, { method: 'POST', path, headers }, body)
  return stream.rest()
}

const expected = payloads.map((payload) => compactJson(payload))

describe('a payload', () => {
  it('[F8] that a backend publishes arrives as it was written, on every way', async () => {
    const client = await openClient()
    const next = linesOf(client)
    client.text('{"id":2,"subscribe":{"channel":"news:1"}}')
    await next()
    const token = await tokenOf('{"sub":"ben"}')
    const headers = { authorization: `Bearer ${token}` }
    const live = await StreamReader.open(server.port, { path: '/events?channel=news:1', headers })
    streams.push(live)
    await live.upTo('\n\n')
    for (const payload of payloads) {
      const answer = await post('/api/publish', `{ "channel" : "news:1" , "data" : ${payload} }`)
      expect(jsonTextAt(answer, 'result', 'offset')).toBeDefined()
    }
    const pushed: (string | undefined)[] = []
    for (const _ of payloads) pushed.push(jsonTextAt(await next(), 'push', 'pub', 'data'))
    expect(pushed).toEqual(expected)
    const events: string[] = []
    for (const _ of payloads) {
      await live.upTo('event: message\ndata: ')
      events.push(await live.upTo('\n\n'))
    }
    expect(events).toEqual(expected)

    const since = { epoch: '', offset: 0 }
    const back = await openClient()
    back.text(JSON.stringify({ id: 2, subscribe: { channel: 'news:1', recover: true, ...since } }))
    const dataOf = (publications: string | undefined) =>
      jsonElements(publications ?? '').map((text) => jsonTextAt(text, 'data'))
    const nextBack = linesOf(back)
    expect(dataOf(jsonTextAt(await nextBack(), 'subscribe', 'publications'))).toEqual(expected)
    back.text('{"id":3,"history":{"channel":"news:1","limit":100}}')
    expect(dataOf(jsonTextAt(await nextBack(), 'history', 'publications'))).toEqual(expected)
    const history = await post('/api/history', '{"channel":"news:1","limit":100}')
    expect(dataOf(jsonTextAt(history, 'result', 'publications'))).toEqual(expected)
    const replay = await StreamReader.open(server.port, { path: '/events?channel=news:1&since=:0', headers })
    streams.push(replay)
    const replayed: string[] = []
    for (const _ of payloads) {
      await replay.upTo('event: message\ndata: ')
      replayed.push(await replay.upTo('\n\n'))
    }
    expect(replayed).toEqual(expected)
  })

  it('[F8] arrives as it was written out of a broadcast, a batch, lines and another client', async () => {
    const client = await openClient()
    const next = linesOf(client)
    client.text('{"id":2,"subscribe":{"channel":"news:1"}}')
    await next()
    const data = '{"a":1.0, "a":12345678901234567890}'
    const params = `{"channel":"news:1","data":0,"data":${data}}`
    await post('/api/broadcast', `{"channels":["news:1","none:1"],"data":${data}}`)
    await post('/api/batch', `{"commands":[{"info":{}}, {"publish": ${params}}],"parallel":true}`)
    await post('/api/batch', `{"commands":[{"publish":${params}},{"publish":${params}}]}`)
    await post('/api', `{"method":"publish","params":${params}}\n\n{"params":${params},"method":"publish"}`)
    const other = await openClient('{"sub":"ben"}')
    other.text(
      `{"id":2,"subscribe":{"channel":"news:1"}}\n{"id":3,"publish": {"data": ${data},"channel":"news:1"}}`,
    )
    for (let count = 0; count < 7; count += 1) {
      expect(jsonTextAt(await next(), 'push', 'pub', 'data')).toBe('{"a":1.0,"a":12345678901234567890}')
    }
  })

  it('[A13] [A11] a batch answers with a history as it was written', async () => {
    await post('/api/publish', '{"channel":"news:1","data":1.0}')
    const answer = await post('/api/batch', '{"commands":[{"history":{"channel":"news:1","limit":1}}]}')
    const [reply = ''] = jsonElements(jsonTextAt(answer, 'replies') ?? '')
    const [publication = ''] = jsonElements(jsonTextAt(reply, 'history', 'publications') ?? '')
    expect(publication).toBe('{"data":1.0,"offset":1}')
  })

  it('[W1] what others see of a client has its numbers as they were written', async () => {
    const info = '{"id":12345678901234567890,"level":1.0}'
    const client = await openClient(`{"sub":"ann","info":${info}}`)
    const next = linesOf(client)
    const subscription = await tokenOf(`{"sub":"ann","channel":"news:1","info":${info}}`)
    client.text(
      `{"id":2,"subscribe":{"channel":"news:1","token":"${subscription}"}}\n{"id":3,"publish":{"channel":"news:1","data":1}}`,
    )
    await next()
    let published = await next()
    if (!published.includes('"push"')) published = await next()
    for (const name of ['conn_info', 'chan_info']) {
      expect(jsonTextAt(published, 'push', 'pub', 'info', name)).toBe(info)
    }
    client.text('{"id":4,"presence":{"channel":"news:1"}}')
    let presence = await next()
    if (!presence.includes('presence')) presence = await next()
    expect(presence).toContain(`"conn_info":${info},"chan_info":${info}`)
    expect(await post('/api/presence', '{"channel":"news:1"}')).toContain(`"conn_info":${info}`)
    await post('/api/subscribe', `{"user":"ben","channel":"news:1","info":${info},"data":${info}}`)
    const ben = await openClient(`{"sub":"ben"}`)
    await post('/api/subscribe', `{"user":"ben","channel":"news:1","info":${info},"data":${info}}`)
    expect(jsonTextAt(await linesOf(ben)(), 'push', 'subscribe', 'data')).toBe(info)
    expect(await post('/api/presence', '{"channel":"news:1"}')).toContain(`"user":"ben"`)
  })

  it('[A14] is refused where it is missing or too long, whatever it is', async () => {
    const code = async (body: string) => jsonTextAt(await post('/api/publish', body), 'error', 'code')
    expect(await code('{"channel":"news:1"}')).toBe('107')
    expect(await code(`{"channel":"news:1","data":${'1'.repeat(128 * 1024 + 1)}}`)).toBe('107')
    expect(await code(`{"channel":"news:1","data":${' '.repeat(200_000)}1}`)).toBeUndefined()
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    expect(
      jsonTextAt(
        await post('/api/subscribe', `{"user":"a","channel":"news:1","info":${deep}}`),
        'error',
        'code',
      ),
    ).toBe('107')
  })
})
