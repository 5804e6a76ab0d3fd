/** Evidence for tests: a healthy server behind nothing, and whatever a test says otherwise. */
import type { ArrivedRequest, HandshakeRecord } from '@copydesk/protocol'
import type { Answer, Evidence, SeenEvidence } from '../src/evidence.ts'
import type { LiveEcho, LiveReport } from '../src/server-answers.ts'

export const site = 'https://desk.example'

export function buildArrived(changes: Partial<ArrivedRequest> = {}): ArrivedRequest {
  return {
    method: 'GET',
    httpVersion: '1.1',
    host: 'desk.example',
    scheme: 'https',
    forwarded: {},
    proxyHeaders: [],
    cookie: false,
    origin: site,
    peer: '192.0.2.1',
    peerIsTrustedProxy: null,
    ...changes,
  }
}

export function buildAnswer(changes: Partial<Answer> = {}): Answer {
  const rest = {
    httpVersion: '1.1',
    headers: {},
    isHtml: false,
    title: null,
    signs: [],
    asksFor: null,
    setsCookie: false,
    json: null,
    bodyStart: '',
    ms: 5,
  }
  return { status: 200, ...rest, ...changes }
}

/** A refusal of one of our servers. */
export function buildRefusal(
  status: number,
  code: string,
  arrived: ArrivedRequest | null = buildArrived(),
): Answer {
  const json = {
    type: 'about:blank',
    status,
    code,
    title: `The title of ${code}`,
    detail: `It is ${code}.`,
    remedy: '',
    arrived,
  }
  return buildAnswer({ status, json, headers: { 'content-type': 'application/problem+json' } })
}

export function buildRecord(code: string | null, arrived = buildArrived()): HandshakeRecord {
  const refusal =
    code === null ? null : { code, status: 426, title: `The title of ${code}`, detail: `It is ${code}.` }
  return {
    transport: 'websocket',
    outcome: code === null ? 'accepted' : 'refused',
    refusal,
    probe: 'p',
    arrived,
  }
}

export function buildEcho(changes: Partial<LiveEcho> = {}): {
  outcome: 'echoed'
  echo: LiveEcho
  answer: Answer
  queryArrived: boolean
  isStale: boolean
} {
  const echo: LiveEcho = {
    product: 'copydesk',
    version: '1.0.0',
    node: 'a',
    hears: [],
    arrived: buildArrived(),
    understood: { scheme: 'https', host: 'desk.example' },
    originAllowed: true,
    publicUrl: null,
    live: { websocket: { enabled: true }, transports: ['websocket'] },
    isStopping: false,
    pingSeconds: 25,
    ...changes,
  }
  return { outcome: 'echoed', echo, answer: buildAnswer(), queryArrived: true, isStale: false }
}

export function buildReport(changes: Partial<LiveReport> = {}): { outcome: 'reported'; report: LiveReport } {
  const report: LiveReport = {
    node: 'a',
    hears: [],
    version: '1.0.0',
    uptimeSeconds: 100,
    isStopping: false,
    live: { websocket: { enabled: true }, transports: ['websocket'] },
    pingSeconds: 25,
    connections: { open: 3, limit: null, byTransport: {} },
    refusals: {},
    drops: {},
    gapsFilled: 0,
    broker: { connected: true, reason: null },
    journalFailures: 0,
    ends: [],
    handshakes: [],
    ...changes,
  }
  return { outcome: 'reported', report }
}

const timed = { outcome: 'timed', events: 3, expected: 3, spreadMs: 600, firstMs: 10 } as const
const echoed = { outcome: 'echoed', bytes: 65_536, ms: 5 } as const

export const carries = {
  outcome: 'open',
  answer: null,
  carried: 'both',
  speaker: 'ours',
  heard: null,
  firstReplyMs: 2,
  roundTripMs: 1,
  closing: null,
} as const

/** What every node that there is has on record; the streams and the ordinary GET came through. */
export function buildSeen(webSocket: HandshakeRecord[], changes: Partial<SeenEvidence> = {}): SeenEvidence {
  const streams = [{ ...buildRecord(null), transport: 'http_stream' as const }]
  return { outcome: 'asked', webSocket, streams, plainGet: true, isComplete: true, ...changes }
}

export function buildEvidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    from: 'terminal',
    address: `${site}/connection/websocket`,
    isCopydesk: true,
    hasToken: true,
    pathFrom: 'default',
    leftOut: null,
    echo: buildEcho(),
    plainGet: { outcome: 'answered', answer: buildRefusal(426, 'upgrade_missing') },
    frontPage: { outcome: 'skipped', why: 'Copydesk answers' },
    otherScheme: { outcome: 'skipped', why: 'Copydesk answers' },
    redirects: { outcome: 'skipped', why: 'nothing is redirected' },
    webSocket: carries,
    connect: { outcome: 'connected', node: 'a', pingSeconds: 25 },
    largeFrame: { ...echoed, compressed: false },
    compressedFrame: { ...echoed, compressed: true },
    httpStream: timed,
    sse: timed,
    http2: { outcome: 'not_offered' },
    idle: { outcome: 'skipped', why: 'not asked for' },
    nodes: { outcome: 'asked', tries: [{ node: 'a', detail: 'open' }], hears: { a: [] } },
    publication: { outcome: 'arrived', ms: 5, publishedBy: 'a', receivedBy: 'a' },
    seen: buildSeen([buildRecord(null)]),
    report: buildReport(),
    page: { outcome: 'skipped', why: 'only a browser knows' },
    app: { outcome: 'skipped', why: 'only the app knows' },
    ...changes,
  }
}
