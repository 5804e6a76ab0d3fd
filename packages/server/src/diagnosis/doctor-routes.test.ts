import { createHub, createMemoryBroker, createMemoryJournal } from '@copydesk/hub'
import type { ArrivedRequest } from '@copydesk/protocol'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestApp, testAuthority, testOrigin } from '../../test/test-app.ts'
import { createDoctorRoutes } from './doctor-routes.ts'
import { HandshakeLog } from './handshake-log.ts'

const probe = 'kV3x-9d_Qm2LrT0aB7cE'
const arrived: ArrivedRequest = {
  method: 'GET',
  httpVersion: '1.1',
  host: testAuthority,
  scheme: 'http',
  forwarded: {},
  proxyHeaders: [],
  cookie: true,
  origin: testOrigin,
  peer: '127.0.0.1',
  peerIsTrustedProxy: false,
}

async function start() {
  const log = new HandshakeLog(() => Date.UTC(2026, 2, 2))
  const hub = createHub({
    journal: createMemoryJournal(),
    broker: createMemoryBroker(),
    nodeId: 'a',
    authenticate: async () => ({ ok: false, reason: 'denied', message: '' }),
    authorize: async () => ({ ok: false, reason: 'denied' }),
    rulesFor: () => undefined,
    isOriginAllowed: () => true,
  })
  onTestFinished(() => hub.close())
  const routes: Parameters<typeof createTestApp>[0] = {
    routes: [
      (app, services) =>
        createDoctorRoutes({
          hub,
          live: { transports: ['websocket'], whyOff: () => undefined },
          log,
          tokens: { verify: (token) => test.tokens.verify(token) },
          version: '1.2.3',
          isStopping: () => false,
          isTrustedProxy: (address) => address === '127.0.0.1',
        })(app, services),
    ],
  }
  const test = await createTestApp(routes)
  const tokenOf = async (person: keyof typeof test.people) => {
    const { id } = test.people[person]
    const { sessionId } = await test.sessions.start(id)
    return (await test.tokens.issue({ id, sessionId })).token
  }
  return { ...test, log, tokenOf }
}

describe('GET /live/echo', () => {
  it('says how a request arrived, to anyone and without secrets', async () => {
    const { app } = await start()
    const headers = {
      origin: 'https://other.example',
      cookie: 'session=secret',
      authorization: 'Bearer secret',
      'x-forwarded-for': '10.1.1.1',
      'x-forwarded-user': 'secret',
    }
    const answer = await app.inject({
      url: `/api/v1/live/echo?probe=${probe}&token=secret`,
      authority: testAuthority,
      headers,
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.json()).toMatchObject({
      product: 'copydesk',
      version: '1.2.3',
      probe,
      node: 'a',
      hears: [],
      arrived: {
        method: 'GET',
        host: testAuthority,
        cookie: true,
        forwarded: { 'x-forwarded-for': '10.1.1.1' },
        peerIsTrustedProxy: true,
      },
      understood: { scheme: 'http', host: testAuthority },
      originAllowed: false,
      live: { websocket: { enabled: true } },
    })
    expect(answer.body).not.toContain('secret')
  })
})

describe('GET /live/probe/:id', () => {
  it('tells what came with an id to who knows it, and nothing else', async () => {
    const { app, log } = await start()
    const refusal = { code: 'http_version', status: 426, title: 'Old', detail: 'It is old.' }
    log.onHandshake({ transport: 'websocket', outcome: 'refused', refusal, probe, arrived })
    log.onHandshake({ transport: 'sse', outcome: 'accepted', refusal: null, probe: `${probe}x`, arrived })
    const url = (id: string) => ({ url: `/api/v1/live/probe/${id}`, authority: testAuthority })
    const answer = (await app.inject(url(probe))).json()
    expect(answer).toEqual({
      node: 'a',
      handshakes: [
        {
          at: '2026-03-02T00:00:00.000Z',
          transport: 'websocket',
          outcome: 'refused',
          refusal,
          probe,
          arrived,
        },
      ],
    })
    expect((await app.inject(url('0'.repeat(22)))).json().handshakes).toEqual([])
    expect((await app.inject(url('short'))).statusCode).toBe(400)
  })
})

describe('GET /live/report', () => {
  it('is for administrators, by cookie or by connection token', async () => {
    const { app, as, people, tokenOf, log, advance } = await start()
    log.onConnectionEnd({ transport: 'websocket', code: 1006, ageMs: 30_400 })
    advance(5_000)
    const url = '/api/v1/live/report'
    expect((await app.inject({ url, authority: testAuthority })).statusCode).toBe(401)
    expect((await as(people.ben).inject({ url })).statusCode).toBe(403)
    const report = await as(people.anna).inject({ url })
    expect(report.json()).toMatchObject({
      node: 'a',
      hears: [],
      uptimeSeconds: 5,
      connections: { open: 0, limit: null, byTransport: { websocket: 0 } },
      refusals: {},
      gapsFilled: 0,
      ends: [{ transport: 'websocket', code: 1006, ageSeconds: 30 }],
    })
    const byToken = async (person: 'anna' | 'ben') => {
      const headers = { authorization: `Bearer ${await tokenOf(person)}` }
      return (await app.inject({ url, authority: testAuthority, headers })).statusCode
    }
    expect([await byToken('anna'), await byToken('ben')]).toEqual([200, 403])
  })
})

describe('POST /live/probe/:id/publication', () => {
  it('publishes through the journal, in a channel that nobody else follows', async () => {
    const { app, announced, tokenOf } = await start()
    const post = {
      method: 'POST',
      url: `/api/v1/live/probe/${probe}/publication`,
      authority: testAuthority,
    } as const
    expect((await app.inject(post)).statusCode).toBe(401)
    const headers = { authorization: `Bearer ${await tokenOf('cleo')}` }
    expect((await app.inject({ ...post, headers })).json()).toEqual({ node: 'a' })
    const published = announced.filter(({ channel }) => channel === 'doctor')
    expect(published).toHaveLength(1)
    expect(JSON.parse(published[0]?.publications?.[0]?.data ?? '')).toMatchObject({
      type: 'doctor.probed',
      probe,
    })
  })
})

describe('HandshakeLog', () => {
  it('forgets the oldest', () => {
    const log = new HandshakeLog(() => 0)
    for (let ageMs = 0; ageMs < 300_000; ageMs += 1000)
      log.onConnectionEnd({ transport: 'sse', code: 1000, ageMs })
    expect(log.ends).toHaveLength(200)
    expect(log.ends[0]?.ageSeconds).toBe(299)
  })
})
