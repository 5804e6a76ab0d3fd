/** Whatever the evidence, in any mixture: the verdict never throws, and claims nothing that is not in it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBuffered } from '../src/checks/streams.ts'
import { checkIds, type Evidence } from '../src/evidence.ts'
import { markedProblem } from '../src/marked-problem.ts'
import type { PageSign } from '../src/page-signs.ts'
import { jsonReport } from '../src/report/json-report.ts'
import { textReport } from '../src/report/text-report.ts'
import type { CauseId } from '../src/verdict/causes.ts'
import { diagnose } from '../src/verdict/compare.ts'
import { verdictOf } from '../src/verdict/verdict.ts'
import { buildEvidence } from './build-evidence.ts'
import { idle, rows, skipped } from './row-evidence.ts'
import { strangeEvidence } from './strange-evidence.ts'

/** For each field every value that any row or a healthy server has, to be mixed as they come. */
const samples = [
  buildEvidence(),
  ...rows.map(([, , , , changes]) => buildEvidence(changes)),
  buildEvidence(idle(60_000)),
  ...strangeEvidence.map((changes) => buildEvidence(changes)),
]
const fields = Object.fromEntries(
  checkIds.map((id) => [id, fc.constantFrom(...samples.map((sample) => sample[id]), skipped)]),
)
const anyEvidence = fc
  .record({
    from: fc.constantFrom('terminal', 'browser'),
    isCopydesk: fc.boolean(),
    hasToken: fc.boolean(),
    pathFrom: fc.constantFrom('default', 'page', 'socket'),
    leftOut: fc.constantFrom(null, '/projects'),
    ...fields,
  })
  .map((mixed): Evidence => ({ ...buildEvidence(), ...(mixed as Partial<Evidence>) }))

const hasCode =
  (...codes: string[]) =>
  ({ webSocket, plainGet, echo, seen }: Evidence): boolean => {
    const answers = [webSocket, plainGet, echo].flatMap((found) => ('answer' in found ? [found.answer] : []))
    const told = answers.flatMap((answer) => markedProblem(answer)?.code ?? [])
    const recorded =
      seen.outcome === 'asked' ? seen.webSocket.flatMap(({ refusal }) => refusal?.code ?? []) : []
    return [...told, ...recorded].some((code) => codes.includes(code))
  }
const hasStatus = (test: (status: number) => boolean) => (evidence: Evidence) =>
  [evidence.webSocket, evidence.plainGet].some(
    (found) => 'answer' in found && found.answer && test(found.answer.status),
  )
const answersIn = (evidence: Evidence) =>
  checkIds.flatMap((id) => {
    const found = evidence[id]
    return 'answer' in found && found.answer ? [found.answer] : []
  })
const hasAnyStatus = (test: (status: number) => boolean) => (evidence: Evidence) =>
  answersIn(evidence).some(({ status }) => test(status))
const hasSign = (sign: PageSign) => (evidence: Evidence) =>
  answersIn(evidence).some(({ signs }) => signs.includes(sign))
const either =
  (...tests: ((evidence: Evidence) => unknown)[]) =>
  (evidence: Evidence): boolean =>
    tests.some((test) => Boolean(test(evidence)))
const unopened = ({ webSocket }: Evidence): boolean =>
  webSocket.outcome === 'failed' || webSocket.outcome === 'closed_unopened'
const failsWith = (reason: string) => (evidence: Evidence) =>
  [evidence.echo, evidence.plainGet, evidence.webSocket].some(
    (found) => found.outcome === 'failed' && found.failure.reason === reason,
  )

/** What must be in the evidence for a cause to be named at all; written apart from the rules. */
const mustContain: Record<CauseId, (evidence: Evidence) => unknown> = {
  upgrade_stripped: either(
    hasCode('upgrade_removed', 'upgrade_missing'),
    hasStatus((status) => status === 426 || status === 400 || (status >= 200 && status < 300)),
  ),
  http_1_0_upstream: hasCode('http_version'),
  never_arrives: either(
    unopened,
    hasStatus((status) => status >= 200 && status < 500),
  ),
  web_page_answered: either(
    hasSign('sign_in'),
    ({ echo }) => echo.outcome === 'foreign' && echo.answer.isHtml,
    hasStatus((status) => status >= 200 && status < 300),
  ),
  redirected: ({ webSocket, plainGet, echo }) =>
    [webSocket, plainGet, echo].some(({ outcome }) => outcome === 'redirected'),
  handshake_altered: either(
    hasCode('handshake_altered', 'subprotocol_unsupported'),
    hasStatus((status) => status === 400),
    ({ webSocket }) => ['damaged', 'closed_unopened', 'failed'].includes(webSocket.outcome),
  ),
  origin_refused: hasCode('origin_not_allowed'),
  no_session: ({ connect }) => connect.outcome === 'no_session' && connect.credential !== 'none',
  wrong_node: ({ nodes }) =>
    nodes.outcome === 'asked' &&
    nodes.tries.some(({ node }) => node) &&
    nodes.tries.some(({ node }) => !node),
  upstream_unreachable: hasAnyStatus((status) => status >= 502),
  idle_timeout: either(
    ({ idle }) => idle.outcome === 'watched',
    ({ report }) => report.outcome === 'reported',
  ),
  ping_races_timeout: either(
    ({ idle }) => idle.outcome === 'watched',
    ({ report }) => report.outcome === 'reported',
  ),
  opens_but_silent: ({ webSocket, seen }) =>
    (webSocket.outcome === 'open' && webSocket.carried !== 'both') ||
    ((webSocket.outcome === 'closed_unopened' || webSocket.outcome === 'failed') &&
      seen.outcome === 'asked' &&
      seen.webSocket.length > 0),
  network_blocks_websockets: either(
    unopened,
    failsWith('forward_proxy'),
    hasStatus((status) => status === 407),
  ),
  certificate: failsWith('certificate'),
  mixed_content: ({ webSocket }) => webSocket.outcome === 'forbidden' && webSocket.by === 'mixed_content',
  csp: ({ webSocket }) => webSocket.outcome === 'forbidden' && webSocket.by === 'csp',
  http2_mismatch: ({ http2, page }) =>
    http2.outcome === 'refused' || (page.outcome === 'page' && page.protocol === 'h2'),
  stream_buffered: ({ httpStream, sse }) =>
    [httpStream, sse].some((found) => found.outcome !== 'skipped' && isBuffered(found)),
  connections_per_host: ({ page }) =>
    page.outcome === 'page' && (page.windows ?? 0) >= 6 && !page.hasSharedWorker,
  forwarded_headers: either(
    hasCode('host_not_allowed'),
    hasCode('origin_not_allowed'),
    ({ echo }) => echo.outcome === 'echoed',
  ),
  connection_limit: either(
    hasCode('connection_limit'),
    ({ report }) => report.outcome === 'reported' && report.report.connections.limit !== null,
    ({ connect }) => connect.outcome === 'closed' && connect.closing.code === 3504,
    ({ nodes }) => nodes.outcome === 'asked' && nodes.tries.some(({ node }) => !node),
  ),
  compression_mangled: ({ largeFrame, compressedFrame }) =>
    [largeFrame, compressedFrame].some((found) => found.outcome === 'lost' || found.outcome === 'altered'),
  broker_broken: either(
    ({ nodes }) => nodes.outcome === 'asked',
    ({ publication }) => publication.outcome === 'arrived' || publication.outcome === 'missing',
    ({ report }) => report.outcome === 'reported' && report.report.broker?.connected === false,
  ),
  restarting: either(
    hasCode('stopping', 'unavailable'),
    ({ echo }) => echo.outcome === 'echoed' && echo.echo.isStopping,
    ({ webSocket }) =>
      webSocket.outcome === 'open' && [1001, 1012, 3001].includes(webSocket.closing?.code ?? 0),
    ({ connect }) => connect.outcome === 'closed' && [1001, 1012, 3001].includes(connect.closing.code),
    ({ idle }) =>
      idle.outcome === 'watched' &&
      idle.lines.some(({ closing }) => [1001, 1012, 3001].includes(closing?.code ?? 0)),
  ),
  switched_off: either(
    hasCode('websocket_off', 'transport_off'),
    ({ echo }) => echo.outcome === 'echoed' && !echo.echo.live.websocket.enabled,
  ),
  slept: ({ page }) => page.outcome === 'page' && page.gap !== null,
  unreachable: ({ echo, plainGet }) => echo.outcome === 'failed' && plainGet.outcome === 'failed',
  age_limit: either(
    ({ idle }) => idle.outcome === 'watched' && idle.lines.every(({ endedAfterMs }) => endedAfterMs !== null),
    ({ report }) => report.outcome === 'reported' && report.report.ends.length > 0,
  ),
  large_messages_lost: ({ largeFrame }) => largeFrame.outcome === 'lost' || largeFrame.outcome === 'altered',
  another_server: ({ webSocket }) => webSocket.outcome === 'open' || webSocket.outcome === 'damaged',
  query_dropped: either(
    ({ echo }) => echo.outcome === 'echoed' && echo.queryArrived === false,
    ({ seen }) => seen.outcome === 'asked' && !seen.plainGet,
  ),
  stale_answers: ({ echo }) => echo.outcome === 'echoed' && (echo.isStale || echo.queryArrived === false),
  wrong_scheme: either(
    ({ otherScheme }) => otherScheme.outcome === 'asked' && otherScheme.speaks === 'yes',
    hasSign('wants_tls'),
    failsWith('not_http'),
  ),
  client_certificate: either(hasSign('wants_client_certificate'), failsWith('client_certificate')),
  no_copydesk: ({ isCopydesk, echo }) => !isCopydesk && echo.outcome === 'foreign',
  app_without_api: ({ frontPage }) =>
    frontPage.outcome === 'answered' && frontPage.answer.signs.includes('copydesk_app'),
  path_rewritten: either(hasSign('copydesk_app'), hasCode('not_found')),
  path_changed: either(({ echo }) => echo.outcome === 'echoed', hasCode('outside_base_path')),
  leave_path_out: ({ leftOut }) => leftOut !== null,
  challenge: hasSign('challenge'),
  password_wanted: hasAnyStatus((status) => status === 401 || status === 407),
  host_refused: hasCode('host_not_allowed'),
  rate_limited: hasAnyStatus((status) => status === 429),
  blocked: either(
    ({ from }) => from === 'browser',
    hasSign('firewall'),
    hasAnyStatus((status) => status >= 400 && status < 500),
  ),
  maintenance: hasSign('maintenance'),
  other_protocol: either(failsWith('not_http'), hasSign('wants_http2')),
  cut_off: failsWith('reset'),
  tls_refused: failsWith('tls'),
  slow_server: ({ frontPage }) => frontPage.outcome === 'answered',
  forward_proxy: failsWith('forward_proxy'),
  path_leads_nowhere: hasStatus((status) => status >= 502),
  fails_at_handshake: hasStatus((status) => status >= 502),
  app_not_live: ({ app }) => app.outcome === 'told' && app.status !== 'live' && app.notLiveMs >= 30_000,
}

/**
 * What must not be in the evidence for a cause to be *certain*: an explanation of another kind for the same, or what
 * cannot be were it true. Written apart from the rules, and from what they name as rivals.
 */
const ourSpeaker = ({ webSocket }: Evidence) => webSocket.outcome === 'open' && webSocket.speaker === 'ours'
const onRecord = ({ seen }: Evidence) => seen.outcome === 'asked' && seen.webSocket.length > 0
const accepted = ({ seen }: Evidence) =>
  seen.outcome === 'asked' && seen.webSocket.some(({ outcome }) => outcome === 'accepted')
const isOpen = ({ webSocket }: Evidence) => webSocket.outcome === 'open'
const strangerSpeaks = (evidence: Evidence) =>
  evidence.isCopydesk && evidence.webSocket.outcome === 'open' && evidence.webSocket.speaker === 'another'
const noProof = (evidence: Evidence) => !ourSpeaker(evidence) && !accepted(evidence)
const serverAnswers = ({ echo }: Evidence) => echo.outcome === 'echoed'
const ours = ({ isCopydesk }: Evidence) => isCopydesk
const queriesUnproven = ({ echo, seen }: Evidence) =>
  !(echo.outcome === 'echoed' && echo.queryArrived === true) || seen.outcome !== 'asked' || !seen.isComplete
const always = () => true

const neverCertainWith: Partial<Record<CauseId, ((evidence: Evidence) => boolean)[]>> = {
  upgrade_stripped: [isOpen, accepted],
  http_1_0_upstream: [isOpen, accepted],
  never_arrives: [isOpen, onRecord, queriesUnproven],
  web_page_answered: [isOpen, onRecord, queriesUnproven],
  redirected: [isOpen, onRecord],
  handshake_altered: [isOpen],
  no_session: [strangerSpeaks, noProof],
  wrong_node: [always],
  upstream_unreachable: [always],
  opens_but_silent: [strangerSpeaks, noProof],
  network_blocks_websockets: [isOpen, onRecord, (evidence) => !serverAnswers(evidence)],
  compression_mangled: [strangerSpeaks, noProof],
  large_messages_lost: [strangerSpeaks, noProof],
  idle_timeout: [noProof],
  ping_races_timeout: [noProof],
  age_limit: [noProof],
  broker_broken: [always],
  slept: [always],
  connections_per_host: [always],
  another_server: [ourSpeaker, accepted],
  query_dropped: [onRecord, ({ seen }) => seen.outcome !== 'asked' || seen.plainGet],
  wrong_scheme: [ours],
  no_copydesk: [always],
  app_without_api: [always],
  blocked: [always],
  maintenance: [always],
  tls_refused: [always],
  cut_off: [always],
  path_leads_nowhere: [always],
  fails_at_handshake: [always],
  slow_server: [ours],
  unreachable: [serverAnswers, ({ plainGet }) => plainGet.outcome === 'answered'],
  app_not_live: [({ app }) => app.outcome === 'told' && app.status === 'live'],
}

describe('the verdict on any mixture of evidence', () => {
  it('never throws, and claims no cause that its evidence does not contain', () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        const { state, findings } = verdictOf(evidence)
        for (const { cause, basedOn } of findings) {
          expect([cause, Boolean(mustContain[cause](evidence))]).toEqual([cause, true])
          expect(basedOn.length).toBeGreaterThan(0)
          for (const id of basedOn)
            expect([cause, id, evidence[id].outcome]).not.toEqual([cause, id, 'skipped'])
        }
        const problems = findings.filter(({ level }) => level === 'problem')
        expect(state === 'problem').toBe(problems.some(({ confidence }) => confidence !== 'possible'))
        if (problems.length > 0) expect(state).not.toBe('healthy')
        expect(new Set(findings.map(({ cause }) => cause)).size).toBe(findings.length)
      }),
      { seed: 42, numRuns: 3000 },
    )
  })

  it('is certain of nothing that something else in the evidence explains or rules out', () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        for (const { cause, confidence, rivals, says } of verdictOf(evidence).findings) {
          if (confidence !== 'certain') continue
          expect([cause, rivals]).toEqual([cause, []])
          const broken = neverCertainWith[cause]?.findIndex((test) => test(evidence)) ?? -1
          expect([cause, says, broken]).toEqual([cause, says, -1])
        }
      }),
      { seed: 43, numRuns: 5000 },
    )
  })

  it('compares and reports any two ways', () => {
    fc.assert(
      fc.property(anyEvidence, anyEvidence, (evidence, direct) => {
        const diagnosis = diagnose(evidence, direct)
        expect(diagnosis.comparison).not.toBe('')
        expect(textReport(diagnosis)).toContain(diagnosis.summary)
        expect(JSON.parse(jsonReport(diagnosis))).toHaveProperty('state', diagnosis.state)
      }),
      { seed: 42, numRuns: 300 },
    )
  })
})
