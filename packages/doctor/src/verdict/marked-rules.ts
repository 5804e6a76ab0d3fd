/** What one of our servers says itself of a handshake: in its answer, or in its record of what arrived. Certain. */
import { type CheckId, type Closing, type Evidence, type MarkedProblem, markedProblem } from '../evidence.ts'
import type { CauseId } from './causes.ts'
import { type Finding, finding, type Rule } from './finding.ts'

const causeOfCode: Readonly<Record<string, CauseId>> = {
  upgrade_removed: 'upgrade_stripped',
  upgrade_missing: 'upgrade_stripped',
  http_version: 'http_1_0_upstream',
  handshake_altered: 'handshake_altered',
  subprotocol_unsupported: 'handshake_altered',
  origin_not_allowed: 'origin_refused',
  host_not_allowed: 'forwarded_headers',
  connection_limit: 'connection_limit',
  stopping: 'restarting',
  unavailable: 'restarting',
  websocket_off: 'switched_off',
  transport_off: 'switched_off',
}

/** The refusal of the handshake, as it came back or as the server recorded it. */
export const refusedHandshake: Rule = (evidence) => {
  const said = saidOfHandshake(evidence)
  if (said === null) return []
  const { problem, basedOn } = said
  const cause = causeOfCode[problem.code]
  if (cause === undefined) return []
  const says = `${problem.title}: ${problem.detail}`
  const fix = problem.remedy === '' ? {} : { fix: problem.remedy }
  const found = [
    finding(cause, { confidence: 'certain', says, basedOn: [basedOn], ...(keepsFix(cause) ? {} : fix) }),
  ]
  const { arrived } = problem
  if (cause === 'http_1_0_upstream') return found
  if (cause === 'origin_refused' && arrived && arrived.host !== hostOf(evidence)) {
    found.push(replacedHost(evidence, arrived.host, basedOn))
  }
  return found
}

/** Says what the server answers to ordinary requests when there is no evidence of a handshake. */
export const refusedRequests: Rule = ({ echo, plainGet, webSocket }) => {
  for (const [basedOn, found] of [
    ['echo', echo],
    ['plainGet', plainGet],
  ] as const) {
    const answer = 'answer' in found ? found.answer : null
    const problem = markedProblem(answer)
    const cause = problem ? causeOfCode[problem.code] : undefined
    if (!problem || cause === undefined || cause === 'upgrade_stripped') continue
    // A plain request that arrives by HTTP/1.0 says how the handshake would; only one that fails is a problem.
    if (cause === 'http_1_0_upstream' && webSocket.outcome === 'open') continue
    const says = `${problem.title}: ${problem.detail}`
    return [finding(cause, { confidence: 'certain', says, basedOn: [basedOn] })]
  }
  return []
}

/** The server understands another address than the one that was asked. */
export const misunderstoodAddress: Rule = (evidence) => {
  const { echo } = evidence
  if (echo.outcome !== 'echoed') return []
  const { understood, arrived, originAllowed, publicUrl } = echo.echo
  const asked = new URL(evidence.address)
  const sameHost = understood.host === asked.host && arrived.host === asked.host
  const sameScheme = `${understood.scheme}:` === asked.protocol
  if (originAllowed !== false && (publicUrl === asked.origin || (sameHost && sameScheme))) return []
  const forwarded = arrived.forwarded['x-forwarded-proto'] ?? arrived.forwarded.forwarded
  const isUntrusted = forwarded !== undefined && arrived.peerIsTrustedProxy === false
  const why = isUntrusted
    ? ` The forwarding headers come from ${arrived.peer}, which the server does not trust.`
    : ''
  const settings = `COPYDESK_TRUST_PROXY=${arrived.peer}, the address of your proxy, and COPYDESK_PUBLIC_URL=${asked.origin}`
  const fix = isUntrusted
    ? `Set ${settings}.`
    : `Let the proxy send Host, X-Forwarded-For and X-Forwarded-Proto, and set ${settings}.`
  return [
    finding('forwarded_headers', {
      level: originAllowed === false ? 'problem' : 'notice',
      confidence: 'certain',
      says: `${asked.origin} was asked; at the server arrived ${understood.scheme}, and the host "${arrived.host ?? ''}".${why}`,
      basedOn: ['echo'],
      fix,
    }),
  ]
}

/** Live updates, or this transport, are off. */
export const switchedOff: Rule = ({ echo }) => {
  if (echo.outcome !== 'echoed') return []
  const { websocket, reason } = echo.echo.live
  if (websocket.enabled) return []
  const says = `WebSockets are off: ${reason ?? websocket.reason ?? 'by a setting'}.`
  return [finding('switched_off', { confidence: 'certain', says, basedOn: ['echo'] })]
}

/** The server says that it stops, or closes with the codes of a restart. */
export const restarting: Rule = ({ echo, webSocket, connect, idle }) => {
  if (echo.outcome === 'echoed' && echo.echo.isStopping) {
    const says = 'The server says that it is stopping: everyone is back in a few seconds.'
    return [finding('restarting', { confidence: 'certain', says, basedOn: ['echo'] })]
  }
  const endings = [
    ['webSocket', webSocket.outcome === 'open' ? webSocket.closing : null],
    ['connect', connect.outcome === 'closed' ? connect.closing : null],
    [
      'idle',
      idle.outcome === 'watched' ? (idle.lines.find(({ closing }) => closing)?.closing ?? null) : null,
    ],
  ] as const
  for (const [basedOn, closing] of endings) {
    if (closing === null || !isRestart(closing)) continue
    const says = `The connection was ended with ${closing.code}: the server is restarting, everyone is back in a few seconds.`
    return [finding('restarting', { confidence: 'certain', says, basedOn: [basedOn] })]
  }
  return []
}

/** The codes with which servers go away. */
export function isRestart(closing: Closing | null): boolean {
  return closing !== null && [1001, 1012, 3001].includes(closing.code)
}

interface Said {
  problem: MarkedProblem
  basedOn: CheckId
}

function saidOfHandshake({ webSocket, seen }: Evidence): Said | null {
  if (webSocket.outcome === 'refused') {
    const problem = markedProblem(webSocket.answer)
    if (problem) return { problem, basedOn: 'webSocket' }
  }
  if (webSocket.outcome === 'open' || webSocket.outcome === 'skipped' || seen.outcome !== 'asked') return null
  const record = seen.webSocket.find(({ refusal }) => refusal !== null)
  if (!record?.refusal) return null
  return { problem: { ...record.refusal, remedy: '', arrived: record.arrived }, basedOn: 'seen' }
}

function replacedHost(evidence: Evidence, host: string | null, basedOn: CheckId): Finding {
  return finding('forwarded_headers', {
    confidence: 'certain',
    says: `The proxy asked the server for the host "${host ?? ''}", and not for ${hostOf(evidence)}.`,
    basedOn: [basedOn],
  })
}

/** Where the table says more than the remedy of the answer does. */
function keepsFix(cause: CauseId): boolean {
  return cause === 'origin_refused' || cause === 'http_1_0_upstream' || cause === 'upgrade_stripped'
}

function hostOf({ address }: Evidence): string {
  return new URL(address).host
}
