/**
 * The way from this browser to the broker as a diagnosis leaves it: which hop works, which is at fault, and of which
 * nothing is known. Pure. Claims no more than the evidence does.
 */
import type { Diagnosis, Evidence, Hop } from '@copydesk/doctor'

export type HopState = 'works' | 'broken' | 'suspect' | 'unknown'

export interface WayHop {
  hop: Hop
  name: string
  state: HopState
  /** A few words below the name. */
  note: string
}

const notes: Record<HopState, string> = {
  works: 'Works',
  broken: 'The fault is here',
  suspect: 'May be at fault',
  unknown: 'Not known',
}

/** In the order in which a connection passes them. A proxy is left out where none shows. */
export function wayOf(diagnosis: Diagnosis): WayHop[] {
  const { evidence, findings, middleTier } = diagnosis
  const problems = findings.filter(({ level }) => level === 'problem')
  const stateOf = (hop: Hop): HopState => {
    // What is only one of several is no fault that was found.
    if (problems[0]?.hop === hop) return problems[0].confidence === 'possible' ? 'suspect' : 'broken'
    if (problems.some((one) => one.hop === hop)) return 'suspect'
    return isProven(hop, evidence) ? 'works' : 'unknown'
  }
  const hopOf = (hop: Hop, name: string, note?: string): WayHop => {
    const state = stateOf(hop)
    if (state === 'works' && note) return { hop, name, state, note }
    const isSure = problems.some((one) => one.hop === hop && one.confidence === 'certain')
    return { hop, name, state, note: state === 'suspect' && isSure ? 'At fault too' : notes[state] }
  }
  const showsProxy = middleTier !== null || stateOf('proxy') === 'broken' || stateOf('proxy') === 'suspect'
  return [
    hopOf('browser', 'This browser'),
    hopOf('network', 'Network'),
    ...(showsProxy ? [hopOf('proxy', middleTier?.product ? middleTier.name : 'Proxy')] : []),
    hopOf('server', 'Copydesk'),
    hopOf('broker', 'Between servers', isAlone(evidence) ? 'One server only' : undefined),
  ]
}

function isProven(hop: Hop, evidence: Evidence): boolean {
  const { echo, plainGet, webSocket, publication, app } = evidence
  const isReached = echo.outcome === 'echoed'
  switch (hop) {
    case 'browser':
      // Whatever the checks found: this window has no connection itself.
      return (
        app.outcome !== 'told' || app.status === 'live' || app.status === 'delayed' || app.status === 'off'
      )
    case 'network':
      return isReached || plainGet.outcome === 'answered'
    case 'proxy':
      return webSocket.outcome === 'open' && webSocket.carried === 'both' && webSocket.speaker !== 'another'
    case 'server':
      return isReached
    case 'broker':
      return publication.outcome === 'arrived' || isAlone(evidence)
  }
}

/** One node, which says that it hears no other. */
function isAlone({ echo }: Evidence): boolean {
  return echo.outcome === 'echoed' && echo.echo.hears.length === 0
}
