/** Tokens that are turned away: what the client does then, and what the log says of it, which is never the token. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StreamReader } from './support/http-client.ts'
import { RawClient } from './support/raw-client.ts'
import { SdkClients } from './support/sdk-client.ts'
import { sign, startStandalone, type TestStandalone, tokenSecret } from './support/standalone.ts'

const clients = new SdkClients('websocket')
const raw: RawClient[] = []
let server: TestStandalone
beforeEach(async () => {
  server = await startStandalone({
    client: { token: { hmac_secret_key: tokenSecret, audience: 'desk', issuer: 'shop' } },
    channel: { namespaces: [{ name: 'news' }] },
  })
})
afterEach(async () => {
  clients.stop()
  for (const client of raw.splice(0)) client.socket.destroy()
  await server.close()
})

const right = { sub: 'ann', aud: 'desk', iss: 'shop' }
const reasons = () => server.log.infos.map(({ fields }) => (fields as { reason?: string }).reason)

async function open(): Promise<RawClient> {
  const client = await RawClient.open(server.port)
  raw.push(client)
  return client
}

/** Connects with a token: the error of the reply, or null when it was taken; with `closes` the close code. */
async function outcomeOf(token: string, closes: boolean): Promise<number | null> {
  const client = await open()
  client.text(JSON.stringify({ id: 1, connect: { token } }))
  if (closes) return client.closeCode()
  return (JSON.parse(await client.message()) as { error?: { code: number } }).error?.code ?? null
}

describe('a connection token', () => {
  it.each<[string, object, number | null, string | null]>([
    ['that is right', {}, null, null],
    ['that begins 2 s later', { nbf: 2 }, null, null],
    ['that begins 9 s later', { nbf: 9, iat: 9 }, null, null],
    ['that begins a minute later', { nbf: 60 }, 3400, 'nbf'],
    ['with text for its beginning', { nbf: 'soon' }, 3500, 'nbf'],
    ['with text for its end', { exp: 'late' }, 3500, 'exp'],
    ['that ended a second ago', { exp: -1 }, 109, null],
    ['that ended a minute ago', { exp: -60 }, 109, null],
    ['with a number for the user', { sub: 42 }, 3500, 'sub'],
    ['with an object for the user', { sub: { id: 1 } }, 3500, 'sub'],
    ['for somebody else', { aud: 'other' }, 3500, 'aud'],
    ['of somebody else', { iss: 'other' }, 3500, 'iss'],
    ['without an issuer', { iss: undefined }, 3500, 'iss'],
    ['for a channel', { channel: 'news:1' }, 3500, 'channel'],
  ])('[C7] %s', async (_, claims, outcome, claim) => {
    const times = Object.entries(claims).map(([name, value]) => [
      name,
      ['nbf', 'iat', 'exp'].includes(name) && typeof value === 'number' ? server.seconds() + value : value,
    ])
    const token = await sign({ ...right, ...Object.fromEntries(times) })
    expect(await outcomeOf(token, outcome !== null && outcome > 3000)).toBe(outcome)
    if (claim === null) expect(reasons()).toEqual([])
    else expect(reasons()).toEqual([expect.stringContaining(`"${claim}"`)])
    const log = JSON.stringify([server.log.infos, server.log.warnings])
    for (const part of [...token.split('.'), tokenSecret, 'other']) expect(log).not.toContain(part)
  })

  it.each([
    ['signed with another secret', () => sign(right, 'another-secret-for-tokens-of-the-tests'), 'secret'],
    ['signed with another algorithm', () => sign(right, tokenSecret, 'HS512'), 'HS256'],
    ['that is none', async () => 'Bearer nonsense', 'not a signed JWT'],
  ])('[C3] %s is named in the log', async (_, make, words) => {
    expect(await outcomeOf(await make(), true)).toBe(3500)
    expect(reasons()).toEqual([expect.stringContaining(words)])
  })

  it('[C7] that begins later lets its client in once it has begun', async () => {
    const token = await sign({ ...right, nbf: server.seconds() + 60 })
    const client = clients.create(server, { token, minReconnectDelay: 1, maxReconnectDelay: 2 })
    client.connect()
    while (!server.hub.stats().drops[3400]) await new Promise((resolve) => setImmediate(resolve))
    server.pass(51_000)
    await client.ready()
    expect(client.state).toBe('connected')
  })

  it('[T2] [C7] that begins later ends a connection that is refreshed with it, for a while', async () => {
    const client = await open()
    client.text(JSON.stringify({ id: 1, connect: { token: await sign(right) } }))
    await client.message()
    const token = await sign({ ...right, nbf: server.seconds() + 60 })
    client.text(JSON.stringify({ id: 2, refresh: { token } }))
    expect(await client.closeCode()).toBe(3400)
    expect(reasons()).toEqual([expect.stringContaining('"nbf"')])
  })

  it('[V4] that begins later is answered 503 by events', async () => {
    const token = await sign({ ...right, nbf: server.seconds() + 60 })
    const headers = { authorization: `Bearer ${token}` }
    const stream = await StreamReader.open(server.port, { path: '/events?channel=news:1', headers })
    expect([stream.status, stream.headers['retry-after']]).toEqual([503, '2'])
  })
})

describe('a subscription token', () => {
  it.each<[string, object, number, string]>([
    ['that begins later', { nbf: 60 }, 399, 'nbf'],
    ['of somebody else', { sub: 'ben' }, 103, 'sub'],
    ['with a number for the user', { sub: 7 }, 103, 'sub'],
    ['for another channel', { channel: 'news:2' }, 103, 'channel'],
  ])('[C7] %s is refused, and the log names the claim', async (_, claims, code, claim) => {
    const client = await open()
    client.text(JSON.stringify({ id: 1, connect: { token: await sign(right) } }))
    await client.message()
    const entries = Object.entries(claims).map(([name, value]) => [
      name,
      name === 'nbf' ? server.seconds() + value : value,
    ])
    const token = await sign({ ...right, channel: 'news:1', ...Object.fromEntries(entries) })
    client.text(JSON.stringify({ id: 2, subscribe: { channel: 'news:1', token } }))
    expect(JSON.parse(await client.message())).toMatchObject({ error: { code } })
    expect(reasons()).toEqual([expect.stringContaining(`"${claim}"`)])
    expect(JSON.stringify(server.log.infos)).not.toContain(token)
  })
})

describe('a claim that means something to Centrifugo and nothing here', () => {
  it.each(['channels', 'subs', 'meta'])('is told once: %s', async (claim) => {
    const token = await sign({ ...right, [claim]: { 'news:1': {} } })
    for (let count = 0; count < 2; count += 1) expect(await outcomeOf(token, false)).toBeNull()
    expect(server.log.warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining(`The claim "${claim}" of tokens does nothing here`),
    ])
  })
})
