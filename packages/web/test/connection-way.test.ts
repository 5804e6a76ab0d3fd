import { type Diagnosis, diagnose, type Evidence } from '@copydesk/doctor'
import { describe, expect, it } from 'vitest'
import { checkRows } from '../src/screens/admin-live/connection/check-rows.ts'
import { wayOf } from '../src/screens/admin-live/connection/way.ts'

const skipped = { outcome: 'skipped', why: 'not in this test' } as const
const answer = {
  status: 200,
  httpVersion: null,
  headers: {},
  isHtml: false,
  title: null,
  signs: [],
  asksFor: null,
  setsCookie: false,
  json: null,
  bodyStart: '',
  ms: 1,
}
const arrived = {
  method: 'GET',
  httpVersion: '1.1',
  host: 'desk.example',
  scheme: 'https' as const,
  forwarded: {},
  proxyHeaders: [],
  cookie: true,
  origin: null,
  peer: '192.0.2.1',
  peerIsTrustedProxy: null,
}

function buildEcho(hears: string[] = []): Evidence['echo'] {
  const live = { websocket: { enabled: true }, transports: ['websocket'] }
  const understood = { scheme: 'https', host: 'desk.example' }
  const asked = { originAllowed: null, publicUrl: null, isStopping: false, pingSeconds: 25 }
  const server = { product: 'copydesk', version: '1.0.0', node: 'a', hears } as const
  return {
    outcome: 'echoed',
    answer,
    queryArrived: true,
    isStale: false,
    echo: { ...server, ...asked, arrived, understood, live },
  }
}

function buildEvidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    from: 'browser',
    address: 'https://desk.example/connection/websocket',
    isCopydesk: true,
    hasToken: false,
    pathFrom: 'default',
    leftOut: null,
    echo: buildEcho(),
    plainGet: { outcome: 'answered', answer: { ...answer, status: 426 } },
    webSocket: {
      outcome: 'open',
      answer: null,
      carried: 'both',
      speaker: 'ours',
      heard: null,
      firstReplyMs: 1,
      roundTripMs: 1,
      closing: null,
    },
    frontPage: skipped,
    otherScheme: skipped,
    redirects: skipped,
    connect: skipped,
    largeFrame: skipped,
    compressedFrame: skipped,
    httpStream: skipped,
    sse: skipped,
    http2: skipped,
    idle: skipped,
    nodes: { outcome: 'asked', tries: [{ node: 'a', detail: 'open' }], hears: { a: [] } },
    publication: skipped,
    seen: skipped,
    report: skipped,
    page: skipped,
    app: skipped,
    ...changes,
  }
}

const states = (diagnosis: Diagnosis) => wayOf(diagnosis).map(({ hop, state }) => `${hop} ${state}`)
const closed = { outcome: 'closed_unopened', code: 1006 } as const

describe('the way', () => {
  it('works as a whole where all is well, without a proxy that nobody saw', () => {
    const way = wayOf(diagnose(buildEvidence()))
    expect(way.map(({ hop }) => hop)).toEqual(['browser', 'network', 'server', 'broker'])
    expect(way.every(({ state }) => state === 'works')).toBe(true)
    expect(way.at(-1)?.note).toBe('One server only')
  })

  it('marks the hop of the main cause, and names the proxy', () => {
    const refused = { ...answer, status: 403, headers: { server: 'nginx/1.24.0' } }
    const plainGet = { outcome: 'answered', answer: refused } as const
    const way = wayOf(diagnose(buildEvidence({ webSocket: closed, plainGet, nodes: skipped })))
    expect(way[2]).toMatchObject({ name: 'nginx/1.24.0', state: 'broken', note: 'The fault is here' })
    expect(way.filter(({ state }) => state === 'broken')).toHaveLength(1)
  })

  it('does not say that a window works which is not live itself', () => {
    const away = { outcome: 'told', status: 'reconnecting', words: 'Trying.', transport: null } as const
    const briefly = diagnose(buildEvidence({ app: { ...away, notLiveMs: 5_000 } }))
    expect([briefly.state, states(briefly)[0]]).toEqual(['healthy', 'browser unknown'])
    const long = diagnose(buildEvidence({ app: { ...away, notLiveMs: 31_000 } }))
    expect([long.findings[0]?.cause, states(long)[0]]).toEqual(['app_not_live', 'browser broken'])
  })

  it('claims nothing of what was not reached', () => {
    const failed = { outcome: 'failed', failure: { reason: 'hidden', detail: 'no answer' } } as const
    const away = { echo: failed, plainGet: failed, webSocket: skipped, nodes: skipped, isCopydesk: false }
    expect(states(diagnose(buildEvidence(away)))).toEqual([
      'browser works',
      'network broken',
      'server unknown',
      'broker unknown',
    ])
  })

  it('does not say that servers hear each other before it was tried', () => {
    const several = { echo: buildEcho(['b']), nodes: skipped }
    expect(wayOf(diagnose(buildEvidence(several))).at(-1)).toMatchObject({
      state: 'unknown',
      note: 'Not known',
    })
  })
})

describe('rows of checks', () => {
  const row = (rows: ReturnType<typeof checkRows>, id: string) => rows.find((one) => one.id === id)

  it('wait, run and end', () => {
    expect(new Set(checkRows(null, {}, false).map(({ mark }) => mark))).toEqual(new Set(['waiting']))
    const rows = checkRows(buildEvidence(), { echo: 'ended', webSocket: 'begun' }, false)
    expect([row(rows, 'echo')?.mark, row(rows, 'webSocket')?.mark, row(rows, 'nodes')?.mark]).toEqual([
      'good',
      'running',
      'waiting',
    ])
  })

  it('say what was found, what should hold, and where to look when it does not', () => {
    const rows = checkRows(buildEvidence({ webSocket: closed }), {}, true)
    expect(row(rows, 'echo')?.details?.advice).toBeNull()
    expect(row(rows, 'webSocket')).toMatchObject({
      mark: 'bad',
      text: expect.stringContaining('did not open'),
    })
    expect(row(rows, 'webSocket')?.details?.advice).toContain('Upgrade')
    expect(row(rows, 'sse')).toMatchObject({ mark: 'skipped', text: 'Not tried: not in this test' })
  })

  it('hold no credential of anybody’s answer', () => {
    const told = { ...answer, bodyStart: 'Authorization: Bearer abcdefgh12345678' }
    const rows = checkRows(buildEvidence({ plainGet: { outcome: 'answered', answer: told } }), {}, true)
    expect(row(rows, 'plainGet')?.details?.facts).toContain('Bearer (secret)')
  })
})
