/** What follows from the evidence of several checks taken together; the rules and the grading share it. Pure. */
import type { Answer, Evidence, PageEvidence } from '../evidence.ts'
import { markedProblem } from '../marked-problem.ts'

/** Copydesk itself answered plain HTTP at this address. */
export function reachesServer({ echo }: Evidence): boolean {
  return echo.outcome === 'echoed'
}

/**
 * What the server saw of the WebSocket handshake. Its records are found by an id in the query, so that nothing found
 * means nothing came only where queries arrive, on this path too, and every node was asked.
 */
export function serverSaw({
  echo,
  seen,
  plainGet,
  webSocket,
}: Evidence): 'accepted' | 'refused' | 'nothing' | 'unknown' {
  const isRefusal = webSocket.outcome === 'refused' && markedProblem(webSocket.answer) !== null
  if (seen.outcome === 'asked' && seen.webSocket.some(({ outcome }) => outcome === 'accepted'))
    return 'accepted'
  if (isRefusal) return 'refused'
  if (seen.outcome !== 'asked') return 'unknown'
  if (seen.webSocket.length > 0) return 'refused'
  if (!seen.isComplete || echo.outcome !== 'echoed' || echo.queryArrived !== true) return 'unknown'
  const reachesPath = plainGet.outcome === 'answered' && markedProblem(plainGet.answer) !== null
  return reachesPath && !seen.plainGet ? 'unknown' : 'nothing'
}

/** The server has a mark on record that this run sent in a query, so that queries arrive there. */
export function isMarkOnRecord({ seen }: Evidence): boolean {
  return seen.outcome === 'asked' && (seen.plainGet || seen.webSocket.length > 0)
}

/** Our own greeting came over the WebSocket, or the server has the handshake on record. */
export function isOurSocket(evidence: Evidence): boolean {
  const { webSocket } = evidence
  return (webSocket.outcome === 'open' && webSocket.speaker === 'ours') || serverSaw(evidence) === 'accepted'
}

/** All nodes that showed themselves. */
export function knownNodes({ echo, nodes, publication }: Evidence): Set<string> {
  return new Set([
    ...(echo.outcome === 'echoed' ? [echo.echo.node, ...echo.echo.hears] : []),
    ...(nodes.outcome === 'asked' ? nodes.tries.flatMap(({ node }) => node ?? []) : []),
    ...(publication.outcome === 'arrived' || publication.outcome === 'missing'
      ? [publication.publishedBy, publication.receivedBy].flatMap((node) => node ?? [])
      : []),
  ])
}

/** Plain HTTP answers without delay, so that what is late elsewhere is not late for the distance alone. */
export function isQuick({ echo }: Evidence): boolean {
  return (echo.outcome === 'echoed' || echo.outcome === 'foreign') && echo.answer.ms < 1_000
}

/** HTTP/1.1 gives a browser six connections per host, and each window without SharedWorker holds one for its stream. */
const connectionsPerHost = 6

/** Other windows hold every connection that the browser has to this host, so that it keeps its requests back. */
export function windowsHoldAllConnections(
  page: Evidence['page'],
): page is PageEvidence & { windows: number } {
  if (page.outcome !== 'page' || page.hasSharedWorker || page.protocol !== 'http/1.1') return false
  return page.windows !== null && page.windows >= connectionsPerHost
}

/** The answer of somebody else in a piece of evidence; null where there is none, or it is one of ours. */
export function foreignAnswer(found: { outcome: string }): Answer | null {
  if (found.outcome === 'echoed') return null
  const answer = 'answer' in found ? (found.answer as Answer | null) : null
  return answer === null || markedProblem(answer) !== null ? null : answer
}
