/** What is seen of every row of the table of causes, from a terminal or from a browser. */
import type { Evidence } from '../src/evidence.ts'
import type { CauseId, Hop } from '../src/verdict/causes.ts'
import {
  buildAnswer,
  buildArrived,
  buildEcho,
  buildRecord,
  buildRefusal,
  buildReport,
  buildSeen,
  carries,
} from './build-evidence.ts'

export const skipped = { outcome: 'skipped', why: 'not open' } as const
/** What is left out when no WebSocket opens. */
export const closed: Partial<Evidence> = {
  connect: skipped,
  largeFrame: skipped,
  compressedFrame: skipped,
  publication: skipped,
  nodes: skipped,
  seen: buildSeen([]),
}
export const refused = (answer = buildAnswer()): Partial<Evidence> => ({
  ...closed,
  webSocket: { outcome: 'refused', answer },
})
/** Nothing of Copydesk shows, and the path was given with it. */
export const foreign: Partial<Evidence> = {
  isCopydesk: false,
  pathFrom: 'socket',
  echo: { outcome: 'foreign', answer: buildAnswer({ status: 404 }) },
  plainGet: { outcome: 'answered', answer: buildAnswer({ status: 404 }) },
  seen: skipped,
  report: skipped,
}
const inBrowser: Partial<Evidence> = {
  ...closed,
  from: 'browser',
  webSocket: { outcome: 'closed_unopened', code: 1006 },
}
const seen = (code: string | null): Partial<Evidence> => ({
  seen: buildSeen([buildRecord(code)]),
})
const page = buildAnswer({ isHtml: true, title: 'Sign in', headers: { 'content-type': 'text/html' } })
export const idle = (limitMs: number): Partial<Evidence> => ({
  idle: {
    outcome: 'watched',
    watchedMs: 75_000,
    lines: [
      { pingEveryMs: null, endedAfterMs: limitMs, closing: { code: 1006, reason: '' } },
      { pingEveryMs: 5_000, endedAfterMs: null, closing: null },
    ],
  },
})
const drops = (ageSeconds: number): Partial<Evidence> => ({
  report: buildReport({
    ends: Array.from({ length: 6 }, () => ({ at: '', transport: 'websocket', code: 1006, ageSeconds })),
  }),
})
export const windows = {
  outcome: 'page',
  isSecure: true,
  hasSharedWorker: false,
  protocol: 'http/1.1',
  windows: 7,
  gap: null,
} as const
const timeout = { outcome: 'failed', failure: { reason: 'timeout', detail: 'no answer' } } as const

const answeredLate = { outcome: 'answered', answer: buildAnswer({ ms: 8_000 }) } as const

export const rows: [row: number, name: string, cause: CauseId, hop: Hop, seen: Partial<Evidence>][] = [
  [1, 'terminal', 'upgrade_stripped', 'proxy', refused(buildRefusal(426, 'upgrade_removed'))],
  [1, 'with every header', 'upgrade_stripped', 'proxy', refused(buildRefusal(426, 'upgrade_missing'))],
  [
    1,
    'foreign server',
    'upgrade_stripped',
    'proxy',
    { ...refused(buildAnswer({ status: 426, headers: { upgrade: 'websocket' } })), ...foreign },
  ],
  [1, 'browser', 'upgrade_stripped', 'proxy', { ...inBrowser, ...seen('upgrade_removed') }],
  [2, 'terminal', 'http_1_0_upstream', 'proxy', refused(buildRefusal(426, 'http_version'))],
  [2, 'browser', 'http_1_0_upstream', 'proxy', { ...inBrowser, ...seen('http_version') }],
  [3, '404', 'never_arrives', 'proxy', refused(buildAnswer({ status: 404, headers: { server: 'nginx' } }))],
  [
    3,
    'browser',
    'never_arrives',
    'proxy',
    { ...inBrowser, plainGet: { outcome: 'answered', answer: buildAnswer({ status: 403 }) } },
  ],
  [4, 'terminal', 'web_page_answered', 'proxy', refused(page)],
  [
    4,
    'browser',
    'web_page_answered',
    'proxy',
    { ...inBrowser, plainGet: { outcome: 'answered', answer: page } },
  ],
  [
    5,
    'terminal',
    'redirected',
    'proxy',
    { ...closed, webSocket: { outcome: 'redirected', status: 301, location: 'https://a.example/' } },
  ],
  [
    5,
    'browser',
    'redirected',
    'proxy',
    { ...inBrowser, plainGet: { outcome: 'redirected', status: null, location: null, answer: null } },
  ],
  [6, 'refused', 'handshake_altered', 'network', refused(buildRefusal(400, 'handshake_altered'))],
  [
    6,
    'a wrong 101',
    'handshake_altered',
    'network',
    {
      ...closed,
      ...seen(null),
      webSocket: { outcome: 'damaged', detail: 'Invalid Sec-WebSocket-Accept' },
    },
  ],
  [6, 'browser', 'handshake_altered', 'network', { ...inBrowser, ...seen('handshake_altered') }],
  [7, 'terminal', 'origin_refused', 'server', refused(buildRefusal(403, 'origin_not_allowed'))],
  [7, 'browser', 'origin_refused', 'server', { ...inBrowser, ...seen('origin_not_allowed') }],
  [
    8,
    'cookie',
    'no_session',
    'browser',
    { from: 'browser', connect: { outcome: 'no_session', credential: 'cookie', cookieArrived: false } },
  ],
  [
    8,
    'token',
    'no_session',
    'browser',
    { connect: { outcome: 'no_session', credential: 'token', cookieArrived: null } },
  ],
  [
    9,
    'now and then',
    'wrong_node',
    'proxy',
    {
      nodes: {
        outcome: 'asked',
        tries: [
          { node: 'a', detail: 'open' },
          { node: null, detail: 'refused: 404' },
        ],
        hears: {},
      },
    },
  ],
  [
    10,
    '502',
    'upstream_unreachable',
    'proxy',
    {
      ...refused(buildAnswer({ status: 502 })),
      isCopydesk: false,
      echo: { outcome: 'foreign', answer: buildAnswer({ status: 502 }) },
    },
  ],
  [
    10,
    '504 in a browser',
    'upstream_unreachable',
    'proxy',
    {
      ...inBrowser,
      isCopydesk: false,
      echo: { outcome: 'foreign', answer: buildAnswer({ status: 504 }) },
      plainGet: { outcome: 'answered', answer: buildAnswer({ status: 504 }) },
    },
  ],
  [11, 'idle test', 'idle_timeout', 'proxy', idle(20_000)],
  [11, 'from the report', 'idle_timeout', 'proxy', drops(20)],
  [12, 'idle test', 'ping_races_timeout', 'proxy', idle(30_000)],
  [12, 'from the report', 'ping_races_timeout', 'proxy', drops(26)],
  [
    13,
    'nothing',
    'opens_but_silent',
    'proxy',
    { webSocket: { ...carries, carried: 'nothing', speaker: 'unknown' } },
  ],
  [13, 'one way', 'opens_but_silent', 'proxy', { webSocket: { ...carries, carried: 'down' } }],
  [14, 'browser', 'network_blocks_websockets', 'network', inBrowser],
  [
    14,
    'forward proxy',
    'network_blocks_websockets',
    'network',
    {
      ...closed,
      webSocket: {
        outcome: 'failed',
        failure: { reason: 'forward_proxy', status: 403, detail: 'squid refuses' },
      },
    },
  ],
  [
    15,
    'terminal',
    'certificate',
    'network',
    {
      ...closed,
      webSocket: skipped,
      ...failing({ reason: 'certificate', code: 'CERT_HAS_EXPIRED', certificate: null, detail: 'expired' }),
    },
  ],
  [
    16,
    'browser',
    'mixed_content',
    'browser',
    { ...closed, webSocket: { outcome: 'forbidden', by: 'mixed_content', detail: 'insecure' } },
  ],
  [
    17,
    'browser',
    'csp',
    'browser',
    {
      ...closed,
      webSocket: { outcome: 'forbidden', by: 'csp', directive: 'connect-src', blocked: 'wss://desk.example' },
    },
  ],
  [
    18,
    'terminal',
    'http2_mismatch',
    'proxy',
    { http2: { outcome: 'refused', status: 400, detail: 'refused' } },
  ],
  [18, 'browser', 'http2_mismatch', 'proxy', { ...inBrowser, page: { ...windows, protocol: 'h2' } }],
  [
    19,
    'burst',
    'stream_buffered',
    'proxy',
    { sse: { outcome: 'timed', events: 3, expected: 3, spreadMs: 1, firstMs: 610 } },
  ],
  [19, 'held', 'stream_buffered', 'proxy', { httpStream: { outcome: 'held', waitedMs: 4_000 } }],
  [
    20,
    'browser',
    'connections_per_host',
    'browser',
    { ...closed, from: 'browser', webSocket: skipped, echo: timeout, plainGet: timeout, page: windows },
  ],
  [
    20,
    'browser, a page came later',
    'connections_per_host',
    'browser',
    {
      ...closed,
      from: 'browser',
      webSocket: skipped,
      echo: timeout,
      frontPage: answeredLate,
      plainGet: timeout,
      page: windows,
    },
  ],
  [
    21,
    'host',
    'forwarded_headers',
    'proxy',
    {
      echo: buildEcho({
        originAllowed: false,
        understood: { scheme: 'http', host: '127.0.0.1:4600' },
        arrived: buildArrived({ host: '127.0.0.1:4600' }),
      }),
    },
  ],
  [
    21,
    'not served',
    'forwarded_headers',
    'proxy',
    {
      ...closed,
      webSocket: skipped,
      echo: {
        outcome: 'foreign',
        answer: buildRefusal(421, 'host_not_allowed', buildArrived({ host: 'upstream.internal' })),
      },
    },
  ],
  [22, '503', 'connection_limit', 'server', refused(buildRefusal(503, 'connection_limit'))],
  [
    22,
    'report',
    'connection_limit',
    'server',
    { report: buildReport({ connections: { open: 10, limit: 10, byTransport: {} } }) },
  ],
  [
    22,
    'one person',
    'connection_limit',
    'server',
    { connect: { outcome: 'closed', closing: { code: 3504, reason: '' } } },
  ],
  [
    23,
    'terminal',
    'compression_mangled',
    'proxy',
    {
      compressedFrame: {
        outcome: 'lost',
        bytes: 65_536,
        compressed: true,
        closing: { code: 1002, reason: '' },
        detail: 'invalid',
      },
    },
  ],
  [
    23,
    'browser',
    'compression_mangled',
    'proxy',
    { largeFrame: { outcome: 'altered', bytes: 65_536, compressed: true } },
  ],
  [
    24,
    'nodes',
    'broker_broken',
    'broker',
    {
      nodes: {
        outcome: 'asked',
        tries: [
          { node: 'a', detail: '' },
          { node: 'b', detail: '' },
        ],
        hears: { a: [], b: ['a'] },
      },
    },
  ],
  [
    24,
    'late',
    'broker_broken',
    'broker',
    { publication: { outcome: 'arrived', ms: 1_900, publishedBy: 'a', receivedBy: 'b' } },
  ],
  [
    24,
    'told by the server',
    'broker_broken',
    'broker',
    {
      report: buildReport({ broker: { connected: false, reason: 'redis://cache:6379: it does not answer' } }),
    },
  ],
  [25, '503', 'restarting', 'server', refused(buildRefusal(503, 'stopping'))],
  [
    25,
    '3001',
    'restarting',
    'server',
    { webSocket: { ...carries, carried: 'nothing', closing: { code: 3001, reason: 'shutdown' } } },
  ],
  [
    25,
    'drain marker',
    'restarting',
    'server',
    { ...closed, webSocket: skipped, echo: buildEcho({ isStopping: true }) },
  ],
  [
    26,
    'setting',
    'switched_off',
    'server',
    {
      ...refused(buildRefusal(503, 'websocket_off')),
      echo: buildEcho({
        live: {
          websocket: { enabled: false, reason: 'COPYDESK_WEBSOCKETS_ENABLED (environment) is false' },
          transports: [],
        },
      }),
    },
  ],
  [
    27,
    'browser',
    'slept',
    'browser',
    { from: 'browser', page: { ...windows, windows: 1, gap: { ms: 60_000, recovered: 4 } } },
  ],
]

function failing(failure: Extract<Evidence['echo'], { outcome: 'failed' }>['failure']): Partial<Evidence> {
  return { echo: { outcome: 'failed', failure }, plainGet: { outcome: 'failed', failure } }
}
