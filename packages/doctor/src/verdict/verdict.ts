/**
 * From evidence to one verdict: the main cause, the responsible hop, further causes, or "I do not know". Pure. It
 * claims nothing that no rule found in the evidence, and a healthy run has no findings but notices.
 */

import { tell } from '../checks/index.ts'
import { type CheckId, checkIds, type Evidence } from '../evidence.ts'
import { forbiddenByBrowser, noConnectionLeft, sleptAwhile } from './browser-rules.ts'
import {
  bufferedStreams,
  dropsAtOneAge,
  http2Mismatch,
  idleLimit,
  mangledFrames,
  opensButSilent,
} from './carriage-rules.ts'
import { confidences, type Finding, type Rule } from './finding.ts'
import {
  answeredByAnother,
  closedUnopened,
  handshakeLost,
  otherAnswersEverywhere,
  unreachable,
} from './handshake-rules.ts'
import {
  misunderstoodAddress,
  refusedHandshake,
  refusedRequests,
  restarting,
  switchedOff,
} from './marked-rules.ts'
import { type MiddleTier, recogniseMiddleTier } from './middle-tier.ts'
import { cappedOnTheWay, connectionsFull, deafBroker, mixedNodes, noSession } from './server-rules.ts'

export interface Verdict {
  state: 'healthy' | 'problem' | 'unknown'
  /** One sentence. */
  summary: string
  /** Problems first, the main one at the head; notices after them. */
  findings: Finding[]
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
  switchedOff,
  restarting,
  refusedHandshake,
  answeredByAnother,
  closedUnopened,
  handshakeLost,
  otherAnswersEverywhere,
  refusedRequests,
  opensButSilent,
  http2Mismatch,
  noSession,
  connectionsFull,
  cappedOnTheWay,
  mixedNodes,
  mangledFrames,
  idleLimit,
  dropsAtOneAge,
  deafBroker,
  bufferedStreams,
  misunderstoodAddress,
  sleptAwhile,
]

export function verdictOf(evidence: Evidence): Verdict {
  const findings = merged(rules.flatMap((rule) => rule(evidence)))
  const middleTier = recogniseMiddleTier(evidence)
  const [main] = findings
  if (main?.level === 'problem') return { state: 'problem', summary: `${main.name}.`, findings, middleTier }
  const trouble = unexplained(evidence)
  if (trouble.length > 0) return { state: 'unknown', summary: unknownSummary(trouble), findings, middleTier }
  return { state: 'healthy', summary: healthySummary(evidence), findings, middleTier }
}

/** One finding for each cause, the first one there was; problems before notices, the surer before the less sure. */
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

/** Checks that went wrong without a rule that knows why. */
function unexplained(evidence: Evidence): CheckId[] {
  return checkIds.filter((id) => {
    if (id === 'page' || id === 'seen' || evidence[id].outcome === 'skipped') return false
    // What a foreign server says to an ordinary GET is its own affair once the WebSocket works.
    if ((id === 'plainGet' || id === 'echo') && evidence.webSocket.outcome === 'open') return false
    if (id === 'connect' && evidence.connect.outcome === 'silent') return true
    return tell(id, evidence[id]).mark === 'bad'
  })
}

function unknownSummary(trouble: readonly CheckId[]): string {
  return `I do not know: ${trouble.length === 1 ? 'a check' : `${trouble.length} checks`} went wrong in a way that fits no known cause.`
}

function healthySummary({ webSocket }: Evidence): string {
  if (webSocket.outcome !== 'open') return 'Nothing speaks against it, but the WebSocket was not tried.'
  return 'WebSockets get through, and carry what is sent.'
}
