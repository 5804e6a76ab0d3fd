/**
 * From evidence to one verdict: the main cause, the responsible hop, further causes, or "I do not know". Pure. It
 * claims nothing that no rule found in the evidence, and a healthy run has no findings but notices.
 */

import { tell } from '../checks/index.ts'
import { type CheckId, checkIds, type Evidence } from '../evidence.ts'
import { appNotLive } from './app-rules.ts'
import { forbiddenByBrowser, noConnectionLeft, sleptAwhile } from './browser-rules.ts'
import {
  anotherSpeaks,
  bufferedStreams,
  dropsAtOneAge,
  http2Mismatch,
  idleLimit,
  mangledFrames,
  opensButSilent,
} from './carriage-rules.ts'
import { confidences, type Finding, graded, type Rule } from './finding.ts'
import { answeredByAnother, closedUnopened, handshakeLost, streamRefused } from './handshake-rules.ts'
import { isMarkOnRecord } from './knowledge.ts'
import {
  changedPath,
  misunderstoodAddress,
  nextAsSet,
  nextWords,
  refusedHandshake,
  refusedRequests,
  restarting,
  switchedOff,
} from './marked-rules.ts'
import { type MiddleTier, recogniseMiddleTier } from './middle-tier.ts'
import { unreachable, wrongScheme } from './reach-rules.ts'
import {
  cappedOnTheWay,
  connectionsFull,
  countedOnTheWay,
  deafBroker,
  mixedNodes,
  noSession,
} from './server-rules.ts'
import { droppedQuery, leftPathOut, notCopydesk, redirected } from './site-rules.ts'

export interface Verdict {
  state: 'healthy' | 'problem' | 'unknown'
  /** One sentence. */
  summary: string
  /** Problems first, the main one at the head; notices after them. */
  findings: Finding[]
  /** What it does not speak of, to be told beside it; null when that is nothing. */
  beside: string | null
  /** Who stands between, as far as it shows. */
  middleTier: MiddleTier | null
}

/**
 * In order of precedence: what explains most comes first. A server that was switched off or stops needs no other
 * explanation, nor does one that cannot be reached at all.
 */
const rules: readonly Rule[] = [
  forbiddenByBrowser,
  noConnectionLeft,
  unreachable,
  wrongScheme,
  switchedOff,
  restarting,
  refusedHandshake,
  anotherSpeaks,
  answeredByAnother,
  redirected,
  closedUnopened,
  handshakeLost,
  streamRefused,
  refusedRequests,
  notCopydesk,
  opensButSilent,
  http2Mismatch,
  noSession,
  connectionsFull,
  cappedOnTheWay,
  countedOnTheWay,
  mixedNodes,
  mangledFrames,
  idleLimit,
  dropsAtOneAge,
  deafBroker,
  bufferedStreams,
  changedPath,
  misunderstoodAddress,
  leftPathOut,
  sleptAwhile,
]

export function verdictOf(evidence: Evidence): Verdict {
  const found = merged([
    ...findingsOf([droppedQuery], evidence),
    ...findingsOf(rules, withoutStale(evidence)),
  ])
  const trouble = unexplained(evidence)
  const isGood = trouble.length === 0 && !found.some(({ level }) => level === 'problem')
  // Only where nothing else explains it.
  const findings = isGood ? merged([...findingsOf([appNotLive], evidence), ...found]) : found
  const rest = { findings, middleTier: recogniseMiddleTier(evidence), beside: besideOf(evidence) }
  const problems = findings.filter(({ level }) => level === 'problem')
  const [main] = problems
  if (main && main.confidence !== 'possible') return { state: 'problem', summary: `${main.name}.`, ...rest }
  if (main) return { state: 'unknown', summary: possibleSummary(problems), ...rest }
  if (trouble.length > 0) return { state: 'unknown', summary: unknownSummary(trouble), ...rest }
  return { state: 'healthy', summary: healthySummary(evidence), ...rest }
}

/** Leaves out an echo of somebody else's request, which says nothing about this way. */
function withoutStale(evidence: Evidence): Evidence {
  const { echo } = evidence
  if (echo.outcome !== 'echoed') return evidence
  // Where queries arrive elsewhere, an echo without one may be one that was kept.
  if (!echo.isStale && !(echo.queryArrived === false && isMarkOnRecord(evidence))) return evidence
  return { ...evidence, echo: { outcome: 'skipped', why: 'what came was the answer to somebody else' } }
}

function findingsOf(some: readonly Rule[], evidence: Evidence): Finding[] {
  const sightings = some.flatMap((rule) => rule(evidence))
  return merged(sightings.flatMap((sighting) => graded(sighting, evidence) ?? []))
}

/** One finding for each cause, the surest one there was; problems before notices, the surer before the less sure. */
function merged(found: readonly Finding[]): Finding[] {
  const first = new Map<string, Finding>()
  for (const one of found) {
    const before = first.get(one.cause)
    if (before === undefined || rank(one) < rank(before)) first.set(one.cause, one)
  }
  return [...first.values()].toSorted((a, b) => rank(a) - rank(b))
}

function rank({ level, confidence }: Finding): number {
  return (level === 'problem' ? 0 : confidences.length) + confidences.indexOf(confidence)
}

/** What the page and the app know is no check; what the server saw and who else was asked is told of the others. */
const told = new Set<CheckId>(['page', 'app', 'seen', 'frontPage', 'otherScheme', 'redirects'])

/** Checks that went wrong without a rule that knows why. */
function unexplained(evidence: Evidence): CheckId[] {
  return checkIds.filter((id) => {
    if (id === 'page' || id === 'app' || told.has(id) || evidence[id].outcome === 'skipped') return false
    // What a foreign server says to an ordinary GET is its own affair once the WebSocket works.
    if ((id === 'plainGet' || id === 'echo') && evidence.webSocket.outcome === 'open') return false
    if (['plainGet', 'webSocket', 'http2', 'nodes'].includes(id) && nextAsSet(evidence) !== null) return false
    if (id === 'connect' && evidence.connect.outcome === 'silent') return true
    return tell(id, evidence[id]).mark === 'bad'
  })
}

function possibleSummary(problems: readonly Finding[]): string {
  const names = problems.map(({ name }) => name)
  return names.length === 1
    ? `I do not know. It may be: ${names[0]}.`
    : `I do not know. It may be one of these: ${names.join('; ')}.`
}

function unknownSummary(trouble: readonly CheckId[]): string {
  return `I do not know: ${trouble.length === 1 ? 'a check' : `${trouble.length} checks`} went wrong in a way that fits no known cause.`
}

function healthySummary(evidence: Evidence): string {
  const next = nextAsSet(evidence)
  if (next !== null) return `It works by ${nextWords[next]}, as it was set: WebSockets are switched off.`
  if (evidence.webSocket.outcome !== 'open')
    return 'Nothing speaks against it, but the WebSocket was not tried.'
  if (!evidence.isCopydesk)
    return 'A WebSocket opens, and answers pings. No more was tried, as it is not known to be that of Copydesk.'
  return 'WebSockets get through, and carry what is sent.'
}

/** What the verdict does not speak of. */
function besideOf({ idle, webSocket, isCopydesk }: Evidence): string | null {
  if (webSocket.outcome !== 'open' || !isCopydesk) return null
  return idle.outcome === 'skipped'
    ? 'Not tried: whether a connection on which nothing is said for a while is ended on the way. The idle test finds that out.'
    : null
}
