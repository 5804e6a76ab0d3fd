/** What an answer that is not from one of our servers says of a handshake, and what it means that none came. */
import { answerText } from '../checks/wording.ts'
import { type Answer, type Evidence, markedProblem, type NetworkFailure } from '../evidence.ts'
import { type Finding, finding, type Rule } from './finding.ts'

/** The handshake was answered by something else. */
export const answeredByAnother: Rule = (evidence) => {
  const { webSocket } = evidence
  if (webSocket.outcome === 'damaged') {
    const says = `A 101 came that is not one: ${webSocket.detail}.`
    return [finding('handshake_altered', { confidence: 'certain', says, basedOn: ['webSocket'] })]
  }
  if (webSocket.outcome === 'redirected') return [redirectFinding(webSocket.status, webSocket.location)]
  if (webSocket.outcome !== 'refused' || markedProblem(webSocket.answer)) return []
  return refusalFindings(webSocket.answer, evidence)
}

function redirectFinding(status: number | null, location: string | null): Finding {
  const to = location === null ? 'another address' : location
  const says = `The handshake was answered with ${status ?? 'a redirect'} to ${to}.`
  return finding('redirected', { confidence: 'certain', says, basedOn: ['webSocket'] })
}

function refusalFindings(answer: Answer, { isCopydesk, seen, http2 }: Evidence): Finding[] {
  const { status } = answer
  const says = `The handshake was answered with ${answerText(answer)}.`
  const basedOn = ['webSocket'] as const
  const likely = { confidence: 'likely', says, basedOn } as const
  const possible = { confidence: 'possible', says, basedOn } as const
  if (status === 407 || answer.headers['x-squid-error'] !== undefined) {
    return [finding('network_blocks_websockets', likely)]
  }
  if (status === 502 || status === 503 || status === 504)
    return [
      finding('upstream_unreachable', { ...likely, ...(status === 503 ? {} : { confidence: 'certain' }) }),
    ]
  if (status >= 200 && status < 300) {
    if (answer.isHtml) return [finding('web_page_answered', { ...likely, confidence: 'certain' })]
    return [finding('upgrade_stripped', possible), finding('web_page_answered', possible)]
  }
  if (status === 426) return [finding('upgrade_stripped', likely)]
  if (status === 400) {
    if (http2.outcome === 'refused') return [finding('http2_mismatch', possible)]
    return [finding('handshake_altered', possible), finding('upgrade_stripped', possible)]
  }
  if (status < 400 || status > 499) return []
  // A server of ours would have marked its answer, and would have a record.
  const unseen = isCopydesk && seen.outcome === 'asked' && seen.isComplete && seen.webSocket.length === 0
  return [
    finding('never_arrives', {
      ...likely,
      ...(unseen && { confidence: 'certain', basedOn: ['webSocket', 'seen'] }),
    }),
  ]
}

/** Nothing came back on the handshake, though plain HTTP is answered. */
export const handshakeLost: Rule = ({ webSocket, echo, plainGet }) => {
  if (webSocket.outcome !== 'failed' || isNetworkWide(webSocket.failure)) return []
  const { failure } = webSocket
  if (failure.reason === 'forward_proxy') {
    return [
      finding('network_blocks_websockets', {
        confidence: 'certain',
        says: `${failure.detail}.`,
        basedOn: ['webSocket'],
      }),
    ]
  }
  const answered = echo.outcome === 'echoed' ? 'echo' : plainGet.outcome === 'answered' ? 'plainGet' : null
  if (answered === null) return []
  const basedOn = ['webSocket', answered] as const
  const says = `Plain HTTP is answered, but not the handshake: ${failure.detail}.`
  return [
    finding('never_arrives', { confidence: 'possible', says, basedOn }),
    finding('network_blocks_websockets', { confidence: 'possible', says, basedOn }),
  ]
}

/** A browser only knows that it did not open: the GET of the same address and the server's record tell the rest. */
export const closedUnopened: Rule = (evidence) => {
  const { webSocket, seen, plainGet } = evidence
  if (webSocket.outcome !== 'closed_unopened') return []
  if (seen.outcome === 'asked' && seen.webSocket.length > 0) {
    if (seen.webSocket.some(({ refusal }) => refusal !== null)) return []
    const says = 'The server took the handshake, but its answer did not reach the browser as it was.'
    return [finding('opens_but_silent', { confidence: 'likely', says, basedOn: ['webSocket', 'seen'] })]
  }
  if (plainGet.outcome === 'redirected') {
    const says = 'The WebSocket did not open, and an ordinary request for its address is redirected.'
    return [finding('redirected', { confidence: 'likely', says, basedOn: ['webSocket', 'plainGet'] })]
  }
  if (plainGet.outcome !== 'answered') return []
  const { answer } = plainGet
  const marked = markedProblem(answer)
  if (marked && marked.code !== 'upgrade_missing') return []
  if (!marked) {
    return refusalFindings(answer, evidence).map((found) => ({
      ...found,
      confidence: found.confidence === 'certain' ? 'likely' : found.confidence,
      says: `The WebSocket did not open, and an ordinary request for its address was answered with ${answerText(answer)}.`,
      basedOn: ['webSocket', 'plainGet'],
    }))
  }
  if (seen.outcome !== 'asked' || !seen.isComplete) return []
  const says =
    'Ordinary requests for this address reach the server, but the handshake of this browser does not.'
  const basedOn = ['webSocket', 'plainGet', 'seen'] as const
  return [
    finding('network_blocks_websockets', { confidence: 'likely', says, basedOn }),
    finding('never_arrives', { confidence: 'possible', says, basedOn }),
    ...overHttp2(evidence),
  ]
}

/** A browser that speaks HTTP/2 to a host asks there for WebSockets over it as well, as soon as they are offered. */
function overHttp2({ page }: Evidence): Finding[] {
  if (page.outcome !== 'page' || page.protocol !== 'h2') return []
  const says = 'This page came over HTTP/2, and its browser may have asked for the WebSocket over it.'
  return [finding('http2_mismatch', { confidence: 'possible', says, basedOn: ['page', 'webSocket'] })]
}

/** Nothing answers, whatever is asked. */
export const unreachable: Rule = ({ from, echo, plainGet, webSocket }) => {
  // The page may ask nothing there, so nothing was.
  if (webSocket.outcome === 'forbidden') return []
  for (const [basedOn, found] of [
    ['echo', echo],
    ['plainGet', plainGet],
    ['webSocket', webSocket],
  ] as const) {
    if (found.outcome !== 'failed') continue
    const { failure } = found
    if (failure.reason === 'certificate') return [certificateFinding(failure, basedOn)]
    if (echo.outcome !== 'failed' || plainGet.outcome !== 'failed') continue
    if (failure.reason === 'forward_proxy') {
      return [
        finding('network_blocks_websockets', {
          confidence: 'certain',
          says: `${failure.detail}.`,
          basedOn: [basedOn],
        }),
      ]
    }
    const says = `No answer: ${failure.detail}.`
    return [
      finding('unreachable', {
        confidence: from === 'browser' ? 'likely' : 'certain',
        says,
        basedOn: [basedOn],
      }),
    ]
  }
  return []
}

function certificateFinding(
  { detail, certificate }: Extract<NetworkFailure, { reason: 'certificate' }>,
  basedOn: 'echo' | 'plainGet' | 'webSocket',
): Finding {
  const more = certificate
    ? ` It is valid from ${certificate.validFrom} to ${certificate.validTo}, for ${certificate.names || 'no names'}.`
    : ''
  return finding('certificate', {
    confidence: 'certain',
    says: `TLS fails: ${detail}.${more}`,
    basedOn: [basedOn],
  })
}

/** The whole server behind the proxy does not answer, or a page answers for everything. */
export const otherAnswersEverywhere: Rule = ({ echo, plainGet, webSocket }) => {
  if (webSocket.outcome !== 'skipped') return []
  const found = plainGet.outcome === 'answered' ? plainGet : null
  const gateway = found && [502, 503, 504].includes(found.answer.status) && !markedProblem(found.answer)
  if (!gateway || echo.outcome === 'echoed') return []
  const says = `An ordinary request was answered with ${answerText(found.answer)}.`
  return [finding('upstream_unreachable', { confidence: 'likely', says, basedOn: ['plainGet'] })]
}

/** Failures that say nothing about WebSockets in particular. */
function isNetworkWide({ reason }: NetworkFailure): boolean {
  return reason === 'certificate' || reason === 'name_unknown'
}
