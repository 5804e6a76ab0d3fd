/**
 * Runs the checks against one address: first whether anything answers at all, then whatever does not depend on one
 * another at the same time. Every check has its own time-out, so a dead server ends this within seconds.
 */
import type { Target } from './checks/check.ts'
import { skipped } from './checks/check.ts'
import { findSite } from './checks/find-site.ts'
import { checks, type RunCheckId } from './checks/index.ts'
import { checkIds, type Evidence, type PageEvidence } from './evidence.ts'
import { markedProblem } from './marked-problem.ts'
import type { Probe } from './probe.ts'
import { atOwnPath } from './target.ts'

export interface RunOptions {
  probe: Probe
  target: Target
  /** What the page knows; in a browser only. */
  page?: PageEvidence
  /** Told when a check begins and when it has ended. */
  onProgress?: (id: RunCheckId, state: 'begun' | 'ended', evidence: Evidence) => void
}

/** Never rejects for what a network does. */
export async function runChecks({ probe, target: given, page, onProgress }: RunOptions): Promise<Evidence> {
  const target = await findSite(probe, given)
  const evidence = nothingYet(probe, target, page)
  const context = { probe, target, probeId: probe.newId(), known: evidence }
  const run = async (id: RunCheckId): Promise<void> => {
    onProgress?.(id, 'begun', evidence)
    Object.assign(evidence, { [id]: await checks[id].run(context) })
    onProgress?.(id, 'ended', evidence)
  }
  const together = (...ids: RunCheckId[]) => Promise.all(ids.map((id) => run(id)))

  await together('echo', 'plainGet')
  // One that failed beside another was perhaps one too many at a time.
  if (evidence.echo.outcome === 'failed' && evidence.plainGet.outcome !== 'failed') await run('echo')
  else if (evidence.plainGet.outcome === 'failed' && evidence.echo.outcome !== 'failed') await run('plainGet')
  evidence.isCopydesk = answersAsOurs(evidence)
  if (evidence.echo.outcome === 'echoed' && target.pathFrom === 'page') {
    // Copydesk is at this site, so the path is that of a page of it.
    context.target = atOwnPath(target)
    evidence.leftOut = target.socket.pathname
    evidence.address = addressOf(context.target)
    await run('plainGet')
  }
  const isSilent = evidence.echo.outcome === 'failed' && evidence.plainGet.outcome === 'failed'
  if (evidence.echo.outcome !== 'echoed') {
    // A browser says of a request that its page may not make that it failed; of a WebSocket it says why.
    const more: RunCheckId[] = isSilent && probe.kind === 'browser' ? ['webSocket'] : []
    await together('frontPage', 'otherScheme', 'redirects', ...more)
  }
  if (isSilent) {
    const rest = checkIds.filter((id) => id !== 'page' && id !== 'app' && evidence[id].outcome === 'skipped')
    Object.assign(evidence, Object.fromEntries(rest.map((id) => [id, skipped('the server was not reached')])))
    return evidence
  }
  const ours: RunCheckId[] = evidence.isCopydesk ? ['httpStream', 'sse'] : []
  await together('webSocket', 'http2', ...ours)
  // After the handshake, so that the server can have recorded it; before connect, which asks what it recorded.
  await run('seen')
  const { webSocket } = evidence
  if (webSocket.outcome === 'redirected' && evidence.redirects.outcome === 'skipped') await run('redirects')
  const isOurs = evidence.isCopydesk && !(webSocket.outcome === 'open' && webSocket.speaker === 'another')
  const carries =
    webSocket.outcome === 'open' && webSocket.carried !== 'nothing' && webSocket.carried !== 'down'
  if (carries && isOurs) {
    await together('connect', 'largeFrame', 'compressedFrame', 'nodes', 'publication', 'report', 'idle')
  } else if (carries && !evidence.isCopydesk) {
    await together('nodes', 'idle')
  } else {
    if (evidence.isCopydesk) await run('report')
    // Several tries may still differ; where one opens and stays silent, each would only cost its time-out.
    if (webSocket.outcome !== 'open') await run('nodes')
  }
  return evidence
}

const addressOf = ({ socket }: Target): string => `${socket.origin}${socket.pathname}`

function nothingYet(probe: Probe, target: Target, page: PageEvidence | undefined): Evidence {
  const later = skipped('only tried once a WebSocket of a Copydesk server is open')
  return {
    from: probe.kind,
    address: addressOf(target),
    isCopydesk: false,
    hasToken: target.token !== undefined,
    pathFrom: target.pathFrom,
    leftOut: null,
    echo: later,
    plainGet: later,
    frontPage: skipped('Copydesk answers, so nobody else was asked'),
    otherScheme: skipped('Copydesk answers, so nobody else was asked'),
    redirects: skipped('nothing is redirected'),
    webSocket: later,
    connect: later,
    largeFrame: later,
    compressedFrame: later,
    httpStream: later,
    sse: later,
    http2: later,
    idle: later,
    nodes: later,
    publication: later,
    seen: later,
    report: later,
    page: page ?? skipped('only a browser knows'),
    app: skipped('only the app knows'),
  }
}

/** One of our servers answered either question, the product or a hub of its own. */
function answersAsOurs({ echo, plainGet }: Evidence): boolean {
  if (echo.outcome === 'echoed') return true
  if (echo.outcome === 'foreign' && markedProblem(echo.answer) !== null) return true
  return plainGet.outcome === 'answered' && markedProblem(plainGet.answer) !== null
}
