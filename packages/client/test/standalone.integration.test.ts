/** The client against a hub that runs alone: with a token or anonymously, over each transport that it has. */
import { createHmac } from 'node:crypto'
import { createStandaloneHub } from '@copydesk/hub/standalone'
import { expect, it, onTestFinished } from 'vitest'
import { type FeedPublication, Realtime, type RealtimeOptions } from '../src/index.ts'
import { until } from './real-hub.ts'

const secret = 'a secret that signs tokens of this test'

/** A token as a backend signs it without a library (JWT, HS256). */
function sign(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

async function start(options: Partial<RealtimeOptions>, anonymous: boolean) {
  const hub = createStandaloneHub({
    http_server: { port: 0 },
    client: { token: { hmac_secret_key: secret }, allow_anonymous_connect_without_token: anonymous },
    channel: {
      namespaces: [
        {
          name: 'news',
          history_size: 10,
          history_ttl: '60s',
          force_recovery: true,
          allow_subscribe_for_client: true,
          allow_subscribe_for_anonymous: anonymous,
          allow_history_for_subscriber: true,
        },
        {
          name: 'chat',
          presence: true,
          allow_subscribe_for_client: true,
          allow_publish_for_subscriber: true,
          allow_presence_for_subscriber: true,
        },
        { name: 'vip', history_size: 10, history_ttl: '60s', force_recovery: true },
      ],
    },
  })
  const port = await hub.listen()
  const realtime = new Realtime({ url: `ws://127.0.0.1:${port}/connection/websocket`, ...options })
  onTestFinished(async () => {
    realtime.stop()
    await hub.close()
  })
  const publish = (data: unknown) => hub.writer.publish([{ channel: 'news:a', data: JSON.stringify(data) }])
  return { realtime, publish }
}

const token = { getToken: async () => sign({ sub: 'ann', exp: Math.floor(Date.now() / 1000) + 600 }) }

it.each([
  ['with a token over WebSocket', token, 'websocket'],
  ['with a token over HTTP stream', token, 'http_stream'],
  ['anonymously over WebSocket', {}, 'websocket'],
  ['anonymously over HTTP stream', {}, 'http_stream'],
] as const)('follows a channel %s', async (_, credential, rung) => {
  const { realtime, publish } = await start(
    { ...credential, transports: [rung] },
    !('getToken' in credential),
  )
  await publish('before it connected')
  const received: unknown[] = []
  let heard = () => {}
  const gets = (count: number) =>
    until(
      (listener) => {
        heard = listener
        return () => {}
      },
      () => received.length === count,
    )
  const membership = realtime.join('news:a', {
    onPublication: ({ offset, data }) => {
      received.push([offset, data])
      heard()
    },
    onReload: (reason) => received.push(reason),
    onClosed: (closed) => received.push(closed),
  })
  membership.startAt({ epoch: '', offset: 0 })
  realtime.start()
  await gets(1)
  await publish('while it listened')
  await gets(2)
  expect(received).toEqual([
    [1, 'before it connected'],
    [2, 'while it listened'],
  ])
  expect(realtime.getStatus()).toMatchObject({ status: 'live', transport: rung })
})

it('is refused without a token where one is needed, and tries again', async () => {
  const { realtime } = await start({ transports: ['websocket'] }, false)
  realtime.start()
  await until(realtime.subscribe, () => realtime.getStatus().reason === 'refused')
})

it.each(['websocket', 'http_stream'] as const)(
  'joins channels of every kind, publishes and asks over %s',
  async (rung) => {
    const { realtime, publish } = await start({ ...token, transports: [rung] }, false)
    await publish('before')
    const got: Record<string, unknown[]> = { now: [], start: [], chat: [], vip: [] }
    const follower = (name: string, from: 'now' | 'start') => ({
      from,
      onPublication: ({ data }: FeedPublication, fresh: boolean) => {
        if (fresh) got[name]?.push(data)
        heard()
      },
      onStarted: () => heard(),
    })
    let heard = () => {}
    const shows = (isThere: () => boolean) =>
      until((listener) => {
        heard = listener
        return () => {}
      }, isThere)
    const exp = Math.floor(Date.now() / 1000) + 600
    let tokens = 0
    realtime.join('news:a', follower('start', 'start'))
    realtime.join('news:a', follower('now', 'now'))
    realtime.join('chat:lobby', follower('chat', 'now'))
    realtime.join('vip:room', {
      ...follower('vip', 'now'),
      token: async () => {
        tokens += 1
        return sign({ sub: 'ann', channel: 'vip:room', exp })
      },
    })
    realtime.start()
    await until(realtime.subscribe, () => realtime.getStatus().status === 'live')
    await shows(() => got.start?.length === 1)
    await publish('after')
    await realtime.publish('chat:lobby', { said: 'hello' })
    await shows(() => got.now?.length === 1 && got.start?.length === 2 && got.chat?.length === 1)
    expect(got).toEqual({ now: ['after'], start: ['before', 'after'], chat: [{ said: 'hello' }], vip: [] })
    expect(tokens).toBe(1)
    expect(await realtime.presence('chat:lobby')).toMatchObject([{ user: 'ann' }])
    expect(await realtime.history('news:a', { limit: 1, reverse: true })).toMatchObject({
      publications: [{ offset: 2, data: 'after' }],
      position: { offset: 2 },
    })
    await expect(realtime.publish('vip:room', 1)).rejects.toMatchObject({ name: 'RealtimeError', code: 103 })
  },
)

it('says when a channel is not to be had, also to whoever did not ask', async () => {
  const errors: unknown[] = []
  const { realtime } = await start({ ...token, onError: (error) => errors.push(error) }, false)
  realtime.join('vip:room', { from: 'now', onPublication: () => {} })
  realtime.start()
  await until(realtime.subscribe, () => realtime.getStatus().status === 'live')
  expect(errors).toMatchObject([{ name: 'RealtimeError', code: 103 }])
})
