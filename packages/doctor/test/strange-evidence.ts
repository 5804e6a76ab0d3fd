/** What is seen where it is not as the table of causes has it: pieces to be mixed with everything else. */
import type { Answer, Evidence, NetworkFailure } from '../src/evidence.ts'
import type { PageSign } from '../src/page-signs.ts'
import { buildAnswer, buildEcho, buildRecord, buildRefusal, buildSeen, carries } from './build-evidence.ts'

const everywhere = (answer: Answer): Partial<Evidence> => ({
  echo: { outcome: 'foreign', answer },
  plainGet: { outcome: 'answered', answer },
  frontPage: { outcome: 'answered', answer },
  webSocket: { outcome: 'refused', answer },
  httpStream: { outcome: 'refused', answer },
})
const signed = (status: number, ...signs: PageSign[]) => everywhere(buildAnswer({ status, signs }))
const failing = (failure: NetworkFailure): Partial<Evidence> => ({
  echo: { outcome: 'failed', failure },
  plainGet: { outcome: 'failed', failure },
  webSocket: { outcome: 'failed', failure },
  frontPage: { outcome: 'failed', failure },
})
const told = (status: 'live' | 'reconnecting', notLiveMs: number): Partial<Evidence> => ({
  app: { outcome: 'told', status, words: 'Trying again.', transport: null, notLiveMs },
})

export const strangeEvidence: readonly Partial<Evidence>[] = [
  ...[200, 401, 403, 404, 406, 407, 421, 429, 500, 502, 521].map((status) =>
    everywhere(buildAnswer({ status })),
  ),
  everywhere(buildAnswer({ status: 401, asksFor: 'Basic' })),
  everywhere(buildRefusal(404, 'not_found')),
  signed(403, 'challenge'),
  signed(200, 'sign_in'),
  signed(200, 'copydesk_app'),
  signed(503, 'maintenance'),
  signed(403, 'firewall'),
  signed(400, 'wants_tls'),
  signed(400, 'wants_client_certificate'),
  signed(403, 'wants_http2'),
  ...(['reset', 'tls', 'timeout', 'name_unknown', 'refused', 'hidden'] as const).map((reason) =>
    failing({ reason, detail: 'it fails' }),
  ),
  failing({ reason: 'not_http', detail: 'no HTTP', protocol: 'SSH' }),
  failing({ reason: 'not_http', detail: 'no HTTP', protocol: 'TLS' }),
  failing({ reason: 'not_http', detail: 'no HTTP', protocol: null }),
  failing({ reason: 'client_certificate', detail: 'a certificate is wanted' }),
  failing({ reason: 'forward_proxy', detail: 'no tunnel', status: 502 }),
  { webSocket: { ...carries, speaker: 'another', heard: 'hello' } },
  { webSocket: { ...carries, carried: 'nothing', speaker: 'unknown' } },
  { webSocket: { ...carries, carried: 'nothing', speaker: 'unknown', closing: { code: 3501, reason: '' } } },
  { webSocket: { ...carries, carried: 'untested', speaker: 'unknown' } },
  { echo: { ...buildEcho(), queryArrived: false } },
  { echo: { ...buildEcho(), queryArrived: null } },
  { echo: { ...buildEcho(), queryArrived: null, isStale: true } },
  { echo: buildEcho({ hears: ['b'] }) },
  { seen: buildSeen([]) },
  { seen: buildSeen([], { plainGet: false }) },
  { seen: buildSeen([], { isComplete: false }) },
  { seen: buildSeen([buildRecord(null)], { streams: [] }) },
  ...(['loop', 'copydesk', 'elsewhere', 'failed'] as const).map(
    (end): Partial<Evidence> => ({
      echo: { outcome: 'redirected', status: 302, location: 'https://elsewhere.example/', answer: null },
      webSocket: { outcome: 'redirected', status: 302, location: 'https://elsewhere.example/' },
      redirects: { outcome: 'followed', hops: [], end, answer: buildAnswer({ setsCookie: end === 'loop' }) },
    }),
  ),
  ...[true, false].map(
    (isCopydesk): Partial<Evidence> => ({
      otherScheme: { outcome: 'asked', scheme: 'https', speaks: 'yes', isCopydesk, detail: '200' },
    }),
  ),
  told('live', 0),
  told('reconnecting', 40_000),
]
