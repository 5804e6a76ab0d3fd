/** What one of our servers says itself of a handshake: in its answer, or in its record of what arrived. Certain. */
import { isBuffered } from '../checks/streams.ts'
import type { CheckId, Closing, Evidence } from '../evidence.ts'
import { type MarkedProblem, markedProblem } from '../marked-problem.ts'
import { baseOfSocket } from '../target.ts'
import type { CauseId } from './causes.ts'
import type { Rule, Sighting } from './finding.ts'

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
  not_found: 'path_rewritten',
  outside_base_path: 'path_changed',
}

/** The refusal of the handshake, as it came back or as the server recorded it. */
export const refusedHandshake: Rule = (evidence) => {
  const said = saidOfHandshake(evidence)
  if (said === null) return []
  const { problem, basedOn } = said
  const cause = causeOfCode[problem.code]
  if (cause === undefined) return []
  const says = `${problem.title}: ${problem.detail}`
  const fix = problem.remedy === '' || keepsFix(cause) ? {} : { fix: problem.remedy }
  const seen = { says, basedOn: [basedOn], rivals: [] } as const
  if (cause === 'switched_off') return [{ ...seen, cause, level: levelOfOff(evidence), ...fix }]
  // Asked for another path the server is right.
  if (cause === 'path_rewritten') return evidence.pathFrom === 'socket' ? [] : [{ ...seen, cause }]
  if (cause !== 'origin_refused') return [{ ...seen, cause, ...fix }]
  const { arrived } = problem
  // The very name that was asked for came with both: it is refused itself, and not the page.
  const isSame = isSameHost(evidence, arrived?.host ?? null)
  if (isSame && isHostRefused(evidence)) return [hostRefused(evidence, basedOn)]
  if (!arrived || isSame) return [{ ...seen, cause, ...fix }]
  return [{ ...seen, cause, ...fix }, replacedHost(evidence, arrived.host, basedOn)]
}

/** Causes that only a handshake can have: an ordinary request is rightly answered as they would be. */
const ofHandshakesAlone = new Set<CauseId>(['upgrade_stripped', 'path_rewritten'])

/** Says what the server answers to ordinary requests when there is no evidence of a handshake. */
export const refusedRequests: Rule = (evidence) => {
  const { echo, plainGet, webSocket } = evidence
  for (const [basedOn, found] of [
    ['echo', echo],
    ['plainGet', plainGet],
  ] as const) {
    const answer = 'answer' in found ? found.answer : null
    const problem = markedProblem(answer)
    const cause = problem ? causeOfCode[problem.code] : undefined
    if (!problem || cause === undefined || ofHandshakesAlone.has(cause)) continue
    // A plain request that arrives by HTTP/1.0 says how the handshake would; only one that fails is a problem.
    if (cause === 'http_1_0_upstream' && webSocket.outcome === 'open') continue
    const says = `${problem.title}: ${problem.detail}`
    const seen = { says, basedOn: [basedOn], rivals: [] } as const
    if (cause === 'switched_off') return [{ ...seen, cause, level: levelOfOff(evidence) }]
    if (problem.code !== 'host_not_allowed') return [{ ...seen, cause }]
    const host = arrivedHost(evidence)
    if (isSameHost(evidence, host)) return [hostRefused(evidence, basedOn)]
    return [{ ...seen, cause, rivals: host === null ? ['another_reason'] : [] }]
  }
  return []
}

const isHostRefused = ({ echo }: Evidence): boolean =>
  echo.outcome === 'foreign' && markedProblem(echo.answer)?.code === 'host_not_allowed'

/** The Host that arrived, from whichever answer tells. */
function arrivedHost({ echo, plainGet, webSocket }: Evidence): string | null {
  for (const found of [echo, plainGet, webSocket]) {
    const answer = 'answer' in found ? found.answer : null
    const host = markedProblem(answer)?.arrived?.host
    if (host) return host
  }
  return null
}

function hostRefused(evidence: Evidence, basedOn: CheckId): Sighting {
  const host = hostOf(evidence)
  const site = siteOf(evidence)
  return {
    cause: 'host_refused',
    says: `The server was asked as ${host}, and serves that name to nobody: neither pages nor WebSockets.`,
    fix: `Set COPYDESK_PUBLIC_URL=${site}, the address that people open.`,
    basedOn: [basedOn],
    rivals: [],
  }
}

/** The server understands another address than the one that was asked. */
export const misunderstoodAddress: Rule = (evidence) => {
  const { echo } = evidence
  if (echo.outcome !== 'echoed') return []
  const { understood, arrived, originAllowed, publicUrl } = echo.echo
  const asked = new URL(evidence.address)
  const sameHost = isSameHost(evidence, understood.host) && isSameHost(evidence, arrived.host)
  const sameScheme = `${understood.scheme}:` === asked.protocol
  if (originAllowed !== false && (originOf(publicUrl) === asked.origin || (sameHost && sameScheme))) return []
  const forwarded = arrived.forwarded['x-forwarded-proto'] ?? arrived.forwarded.forwarded
  const isUntrusted = forwarded !== undefined && arrived.peerIsTrustedProxy === false
  const why = isUntrusted
    ? ` The forwarding headers come from ${arrived.peer}, which the server does not trust.`
    : ''
  const settings = `COPYDESK_TRUST_PROXY=${arrived.peer}, the address of your proxy, and COPYDESK_PUBLIC_URL=${siteOf(evidence)}`
  const fix = isUntrusted
    ? `Set ${settings}.`
    : `Let the proxy send Host, X-Forwarded-For and X-Forwarded-Proto, and set ${settings}.`
  return [
    {
      cause: 'forwarded_headers',
      level: originAllowed === false ? 'problem' : 'notice',
      says: `${asked.origin} was asked; at the server arrived ${understood.scheme}, and the host "${arrived.host ?? ''}".${why}`,
      basedOn: ['echo'],
      rivals: [],
      fix,
    },
  ]
}

/** The server is below another path than the one that was asked for: something on the way cuts it off, or adds it. */
export const changedPath: Rule = (evidence) => {
  const { echo, pathFrom, address } = evidence
  if (echo.outcome !== 'echoed' || pathFrom === 'socket') return []
  const { publicUrl } = echo.echo
  const asked = baseOfSocket(new URL(address).pathname)
  const own = publicUrl === null ? '' : new URL(publicUrl).pathname.replace(/\/$/, '')
  if (asked === own) return []
  const says = `${siteOf(evidence)}/ was asked, and the server takes itself to be below ${own}/.`
  return [{ cause: 'path_changed', says, basedOn: ['echo'], rivals: [] }]
}

/** The address of Copydesk, with the path that it is below. */
function siteOf({ address }: Evidence): string {
  const { origin, pathname } = new URL(address)
  return origin + baseOfSocket(pathname)
}

const originOf = (address: string | null): string | undefined => URL.parse(address ?? '')?.origin

/** Live updates, or this transport, are off. */
export const switchedOff: Rule = (evidence) => {
  const { echo } = evidence
  if (echo.outcome !== 'echoed') return []
  const { websocket, reason } = echo.echo.live
  if (websocket.enabled) return []
  const level = levelOfOff(evidence)
  const why = `WebSockets are off: ${reason ?? websocket.reason ?? 'by a setting'}.`
  const next = nextAsSet(evidence)
  const says = next === null ? why : `${why} Changes come by ${nextWords[next]}, as it was set.`
  return [{ cause: 'switched_off', level, says, basedOn: ['echo'], rivals: [] }]
}

/** After "by". */
export const nextWords = { 'HTTP stream': 'the HTTP stream', polling: 'polling, some seconds late' } as const

/** A setting is no fault where the next transport works; where none does it is the reason why nothing is live. */
function levelOfOff(evidence: Evidence): 'problem' | 'notice' {
  return nextAsSet(evidence) === null ? 'problem' : 'notice'
}

/** The next transport where WebSockets are off by a setting, if it works; null where they are on, or nothing does. */
export function nextAsSet({ echo, httpStream }: Evidence): 'HTTP stream' | 'polling' | null {
  if (echo.outcome !== 'echoed' || echo.echo.live.websocket.enabled) return null
  const { transports } = echo.echo.live
  const streams = httpStream.outcome === 'timed' && !isBuffered(httpStream)
  if (transports.includes('http_stream')) return streams ? 'HTTP stream' : null
  // It needs no more than what was answered already.
  return transports.includes('poll') ? 'polling' : null
}

/** The server says that it stops, or closes with the codes of a restart. */
export const restarting: Rule = ({ echo, webSocket, connect, idle }) => {
  if (echo.outcome === 'echoed' && echo.echo.isStopping) {
    const says = 'The server says that it is stopping: everyone is back in a few seconds.'
    return [{ cause: 'restarting', says, basedOn: ['echo'], rivals: [] }]
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
    const reason = closing.reason === '' ? '' : ` "${closing.reason}"`
    const says = `The connection was ended with ${closing.code}${reason}, as by a server that restarts: everyone is back in a few seconds.`
    // 1001 and 1012 are everybody's; the code of our protocol is our server's.
    const rivals = closing.code === 3001 ? (['another_server'] as const) : (['another_reason'] as const)
    return [{ cause: 'restarting', says, basedOn: [basedOn], rivals }]
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

function replacedHost(evidence: Evidence, host: string | null, basedOn: CheckId): Sighting {
  return {
    cause: 'forwarded_headers',
    says: `The proxy asked the server for the host "${host ?? ''}", and not for ${hostOf(evidence)}.`,
    basedOn: [basedOn],
    rivals: [],
  }
}

/** Where the table says more than the remedy of the answer does. */
function keepsFix(cause: CauseId): boolean {
  return cause === 'origin_refused' || cause === 'http_1_0_upstream' || cause === 'upgrade_stripped'
}

function hostOf({ address }: Evidence): string {
  return new URL(address).host
}

/** Whether this is the host that was asked for, with or without the port that its scheme has anyway. */
function isSameHost({ address }: Evidence, host: string | null): boolean {
  const { protocol, host: asked } = new URL(address)
  return host !== null && URL.parse(`${protocol}//${host}`)?.host === asked
}
