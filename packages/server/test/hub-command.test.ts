/** `copydesk hub` as an operator starts it, held with the `centrifuge` SDK and `cent.js`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCopydesk, type StartedHub, startHub } from '@copydesk/testkit'
import { CentClient } from 'cent.js'
import { Centrifuge, type Options, type PublicationContext, type SubscribedContext } from 'centrifuge'
import { SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'

const secret = 'a secret that signs tokens of this test'
const apiKey = 'a-key-for-the-server-api'
const config = {
  client: {
    token: { hmac_secret_key: secret },
    allow_anonymous_connect_without_token: true,
    allowed_origins: ['https://desk.example'],
  },
  channel: {
    namespaces: [
      {
        name: 'news',
        allow_subscribe_for_client: true,
        allow_subscribe_for_anonymous: true,
        allow_publish_for_subscriber: true,
        allow_history_for_subscriber: true,
        allow_presence_for_subscriber: true,
        history_size: 10,
        history_ttl: '300s',
        force_recovery: true,
        presence: true,
        join_leave: true,
      },
      { name: 'closed' },
    ],
  },
  http_api: { key: apiKey },
  health: { enabled: true },
  // Left out of a configuration for Centrifugo that is otherwise understood.
  engine: { type: 'memory' },
}

const sign = (claims: Record<string, unknown>) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret))
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds

describe('copydesk hub', () => {
  let hub: StartedHub
  let exitCode: number | null | undefined
  const clients: Centrifuge[] = []

  beforeAll(async () => {
    hub = await startHub(config)
  })
  afterEach(() => {
    for (const client of clients.splice(0)) client.disconnect()
  })
  afterAll(async () => {
    if (exitCode === undefined) await hub.stop()
  })

  const create = (options: Partial<Options>): Centrifuge => {
    const client = new Centrifuge(`ws://127.0.0.1:${hub.port}/connection/websocket`, options)
    clients.push(client)
    return client
  }
  const connect = async (options: Partial<Options>): Promise<Centrifuge> => {
    const client = create(options)
    client.connect()
    await client.ready()
    return client
  }
  const cent = () => new CentClient({ url: `${hub.url}/api`, apiKey })

  it('says where it is, who gets in, and what it does not know', async () => {
    expect(hub.logs()).toContain('engine is not known here and does nothing.')
    expect(hub.logs()).toContain('Namespaces: news, closed\n')
    expect(hub.logs()).toContain('Clients: with a token (HS256), or anonymous\n')
    expect(hub.logs()).toContain(`Server API: ${hub.url}/api\n`)
    expect(hub.logs()).not.toContain('INSECURE')
    expect(hub.logs()).not.toContain(apiKey)
    expect((await fetch(`${hub.url}/health`)).status).toBe(200)
  })

  it('delivers what a backend publishes, and what was missed', async () => {
    const client = await connect({ token: await sign({ sub: 'ann', exp: inSeconds(3600) }) })
    const subscription = client.newSubscription('news:a')
    const received: PublicationContext[] = []
    subscription.on('publication', (publication) => received.push(publication))
    subscription.subscribe()
    await subscription.ready()
    client.disconnect()
    const { epoch } = await cent().publish({ channel: 'news:a', data: { n: 1 } })
    const back = new Promise<SubscribedContext>((resolve) => subscription.once('subscribed', resolve))
    client.connect()
    expect(await back).toMatchObject({ wasRecovering: true, recovered: true, streamPosition: { epoch } })
    expect(received.map(({ data, offset }) => [data, offset])).toEqual([[{ n: 1 }, 1]])
  })

  it('takes connection tokens that are renewed, and subscription tokens', async () => {
    const client = await connect({
      token: await sign({ sub: 'ann', exp: inSeconds(-5) }),
      getToken: () => sign({ sub: 'ann', exp: inSeconds(3600) }),
    })
    const subscription = client.newSubscription('closed:a', {
      token: await sign({ sub: 'ann', channel: 'closed:a', exp: inSeconds(-5) }),
      getToken: () => sign({ sub: 'ann', channel: 'closed:a', exp: inSeconds(3600) }),
    })
    subscription.subscribe()
    await subscription.ready()
    expect(subscription.state).toBe('subscribed')
  })

  it('lets anonymous clients listen, and nothing more', async () => {
    const client = await connect({})
    const subscription = client.newSubscription('news:b')
    subscription.subscribe()
    await subscription.ready()
    await expect(subscription.publish(1)).rejects.toMatchObject({ code: 103 })
    await expect(subscription.presence()).rejects.toMatchObject({ code: 103 })
    await expect(client.history('closed:a')).rejects.toMatchObject({ code: 108 })
  })

  it('lets users publish, and see the history and each other', async () => {
    const client = await connect({ token: await sign({ sub: 'ann', info: { name: 'Ann' } }) })
    const subscription = client.newSubscription('news:c')
    subscription.subscribe()
    await subscription.ready()
    await subscription.publish({ n: 1 })
    expect((await subscription.history({ limit: 5 })).publications).toMatchObject([
      { offset: 1, data: { n: 1 } },
    ])
    expect(Object.values((await subscription.presence()).clients)).toMatchObject([
      { user: 'ann', connInfo: { name: 'Ann' } },
    ])
  })

  it('turns wrong tokens away, and pages of other origins', async () => {
    const code = (client: Centrifuge) =>
      new Promise<number>((resolve) => client.on('disconnected', ({ code }) => resolve(code)))
    const client = create({ token: 'wrong' })
    const ended = code(client)
    client.connect()
    expect(await ended).toBe(3500)
    const stream = (origin: string) =>
      fetch(`${hub.url}/connection/http_stream`, {
        method: 'POST',
        headers: { origin },
        body: '{"id":1,"connect":{}}',
      })
    const foreign = await stream('https://evil.example')
    expect([foreign.headers.get('access-control-allow-origin'), await foreign.text()]).toEqual([
      null,
      expect.stringContaining('"disconnect":{"code":3500'),
    ])
    const allowed = await stream('https://desk.example')
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://desk.example')
    await allowed.body?.cancel()
  })

  it('ends calmly with SIGTERM', async () => {
    const client = await connect({})
    const ended = new Promise<number>((resolve) => client.on('connecting', ({ code }) => resolve(code)))
    exitCode = await hub.stop()
    expect([exitCode, await ended]).toEqual([0, 3001])
  })
})

describe('copydesk hub, started wrongly', () => {
  async function run(content: string | undefined, ...args: string[]) {
    const cwd = mkdtempSync(join(tmpdir(), 'copydesk-hub-command-'))
    onTestFinished(() => rmSync(cwd, { recursive: true }))
    if (content !== undefined) writeFileSync(join(cwd, 'hub.json'), content)
    return runCopydesk(['hub', '--config', 'hub.json', ...args], { cwd })
  }

  it('tells every fault of its configuration and the command line', async () => {
    const ran = await run('{"client":{"insecure":1},"channel":{"namespaces":[{}]}}', '--port', 'x')
    expect(ran).toEqual({
      code: 2,
      stdout: '',
      stderr: [
        'The configuration has 3 faults:',
        '  http_server.port is "x": it must be a port from 0 to 65535.',
        '  client.insecure is 1: it must be true or false.',
        '  channel.namespaces[0].name is missing: it must be a name, such as "news".',
        '',
      ].join('\n'),
    })
  })

  it.each([
    [undefined, 'hub.json cannot be read (ENOENT)'],
    ['{', 'hub.json is not valid JSON'],
    ['[]', 'hub.json is not valid JSON: it is not an object'],
  ])('tells that the file is wrong: %s', async (content, message) => {
    const { code, stderr } = await run(content)
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
  })

  it('tells that its port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => new Promise<void>((resolve) => other.close(() => resolve())))
    const address = other.address()
    const port = typeof address === 'object' ? address?.port : 0
    const { code, stderr } = await run('{}', '--port', String(port))
    expect([code, stderr]).toEqual([
      1,
      `Port ${port} on 127.0.0.1 is in use: stop what uses it, or set --port to another.\n`,
    ])
  })
})
