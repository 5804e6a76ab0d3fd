/**
 * Runs the checks against one address: first whether anything answers at all, then whatever does not depend on one
 * another at the same time. Every check has its own time-out, so a dead server ends this within seconds.
 */
import type { CheckContext, Target } from './checks/check.ts'
import { skipped } from './checks/check.ts'
import { checks, type RunCheckId } from './checks/index.ts'
import { checkIds, type Evidence, markedProblem, type PageEvidence } from './evidence.ts'
import type { Probe } from './probe.ts'

export interface RunOptions {
  probe: Probe
  target: Target
  /** What the page knows; in a browser only. */
  page?: PageEvidence
  /** Told when a check begins and when it has ended. */
  onProgress?: (id: RunCheckId, state: 'begun' | 'ended', evidence: Evidence) => void
}

/** Never rejects for what a network does. */
export async function runChecks({ probe, target, page, onProgress }: RunOptions): Promise<Evidence> {
  const evidence = nothingYet(probe, target, page)
  const context: CheckContext = { probe, target, probeId: probe.newId(), known: evidence }
  const run = async (id: RunCheckId): Promise<void> => {
    onProgress?.(id, 'begun', evidence)
    Object.assign(evidence, { [id]: await checks[id].run(context) })
    onProgress?.(id, 'ended', evidence)
  }
  const together = (...ids: RunCheckId[]) => Promise.all(ids.map((id) => run(id)))

  await together('echo', 'plainGet')
  evidence.isCopydesk = isOurs(evidence)
  if (evidence.echo.outcome === 'failed' && evidence.plainGet.outcome === 'failed') {
    // A browser says of a request that its page may not make that it failed; of a WebSocket it says why.
    if (probe.kind === 'browser') await run('webSocket')
    const rest = checkIds.filter((id) => id !== 'page' && evidence[id].outcome === 'skipped')
    Object.assign(evidence, Object.fromEntries(rest.map((id) => [id, skipped('the server was not reached')])))
    return evidence
  }
  const ours: RunCheckId[] = evidence.isCopydesk ? ['httpStream', 'sse'] : []
  await together('webSocket', 'http2', ...ours)
  // After the handshake, so that the server can have recorded it; before connect, which asks what it recorded.
  await run('seen')
  const { webSocket } = evidence
  const carries =
    webSocket.outcome === 'open' && webSocket.carried !== 'nothing' && webSocket.carried !== 'down'
  if (carries && evidence.isCopydesk) {
    await together('connect', 'largeFrame', 'compressedFrame', 'nodes', 'publication', 'report', 'idle')
  } else if (carries) {
    await together('nodes', 'idle')
  } else {
    if (evidence.isCopydesk) await run('report')
    // Several tries may still differ; where one opens and stays silent, each would only cost its time-out.
    if (webSocket.outcome !== 'open') await run('nodes')
  }
  return evidence
}

function nothingYet(probe: Probe, target: Target, page: PageEvidence | undefined): Evidence {
  const later = skipped('only tried once a WebSocket of a Copydesk server is open')
  return {
    from: probe.kind,
    address: `${target.socket.origin}${target.socket.pathname}`,
    isCopydesk: false,
    hasToken: target.token !== undefined,
    echo: later,
    plainGet: later,
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
  }
}

/** One of our servers answered either question, the product or a hub of its own. */
function isOurs({ echo, plainGet }: Evidence): boolean {
  if (echo.outcome === 'echoed') return true
  return plainGet.outcome === 'answered' && markedProblem(plainGet.answer) !== null
}
