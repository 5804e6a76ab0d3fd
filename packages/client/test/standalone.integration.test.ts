/** The client against a hub that runs alone: with a token or anonymously, over each transport that it has. */
import { createHmac } from 'node:crypto'
import { createStandaloneHub } from '@copydesk/hub/standalone'
import { expect, it, onTestFinished } from 'vitest'
import { Realtime, type RealtimeOptions } from '../src/index.ts'
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
        },
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
