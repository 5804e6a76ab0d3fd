/**
 * What an answer that is not one of ours says of a handshake, where Copydesk itself or a WebSocket server is known to
 * be behind it. A site on which nothing of Copydesk shows is looked at in site-rules.ts.
 */
import { answerText } from '../checks/wording.ts'
import type { Answer, CheckId, Evidence, NetworkFailure } from '../evidence.ts'
import { markedProblem } from '../marked-problem.ts'
import type { Rule, Sighting } from './finding.ts'
import { isGateway, ownWords } from './foreign-answer.ts'
import { foreignAnswer, serverSaw } from './knowledge.ts'
import { tunnelPassword } from './reach-rules.ts'

/** The handshake was answered by something else. */
export const answeredByAnother: Rule = (evidence) => {
  const { webSocket } = evidence
  if (webSocket.outcome === 'damaged') return damaged(evidence, webSocket.detail)
  if (webSocket.outcome !== 'refused' || markedProblem(webSocket.answer)) return []
  return refusal(evidence, webSocket.answer, 'The handshake', ['webSocket'])
}

/** A 101 that is none: altered on the way when the server took the handshake, of somebody else when it saw none. */
function damaged(evidence: Evidence, detail: string): Sighting[] {
  const says = `A 101 came that is not one: ${detail}.`
  const saw = serverSaw(evidence)
  if (saw === 'nothing') {
    return [{ cause: 'another_server', says, basedOn: ['webSocket', 'seen'], rivals: ['query_lost'] }]
  }
  const altered = { cause: 'handshake_altered', says, basedOn: ['webSocket'] } as const
  if (saw === 'accepted') return [{ ...altered, basedOn: ['webSocket', 'seen'], rivals: [] }]
  return [
    { ...altered, rivals: ['another_server'], otherwise: 'possible' },
    { ...altered, cause: 'another_server', rivals: ['another_reason'], otherwise: 'possible' },
  ]
}

function refusal(evidence: Evidence, answer: Answer, what: string, basedOn: readonly CheckId[]): Sighting[] {
  const { isCopydesk, echo, plainGet, pathFrom } = evidence
  const { status, signs, headers } = answer
  const says = `${what} was answered with ${answerText(answer)}.`
  const seen = { says, basedOn } as const
  const guess = { ...seen, rivals: ['another_reason'] } as const
  const isOnlyHere = isCopydesk || foreignAnswer(echo)?.status !== status
  if (status === 407 && isOnlyHere) return [{ ...guess, cause: 'network_blocks_websockets' }]
  const own = ownWords(evidence, answer, what, basedOn)
  if (own.length > 0) return own
  if (headers['x-squid-error']?.includes('ACCESS_DENIED') && isOnlyHere)
    return [{ ...guess, cause: 'network_blocks_websockets' }]
  if (isGateway(answer)) return gateway(evidence, answer, seen)
  if (status >= 200 && status < 300) {
    if (!isCopydesk)
      return signs.includes('sign_in')
        ? [{ ...guess, cause: 'web_page_answered' }]
        : foreignOk(evidence, guess)
    if (signs.includes('copydesk_app')) return [{ ...guess, cause: 'path_rewritten' }]
    if (answer.isHtml) return [{ ...seen, cause: 'web_page_answered', rivals: ['query_lost'] }]
    return [{ ...seen, cause: 'never_arrives', rivals: ['query_lost'] }]
  }
  if (status === 426) {
    const isSaid = /websocket/i.test(headers.upgrade ?? '')
    return [{ ...guess, cause: 'upgrade_stripped', otherwise: isSaid ? 'likely' : 'possible' }]
  }
  if (status < 400 || status > 499) return []
  // A server of ours would have marked its answer, and would have a record.
  if (isCopydesk) {
    const saw = serverSaw(evidence)
    const certain = { ...seen, basedOn: [...basedOn, 'seen' as const], rivals: ['query_lost'] as const }
    if (status !== 400) return [{ ...(saw === 'nothing' ? certain : guess), cause: 'never_arrives' }]
    if (evidence.http2.outcome === 'refused')
      return [{ ...guess, cause: 'http2_mismatch', otherwise: 'possible' }]
    if (saw === 'nothing') return [{ ...certain, cause: 'never_arrives' }]
  }
  if (pathFrom === 'default' && !isCopydesk) return []
  const possible = { ...guess, otherwise: 'possible' } as const
  if (status === 400) {
    return [
      { ...possible, cause: 'handshake_altered' },
      { ...possible, cause: 'upgrade_stripped' },
    ]
  }
  return plainGet.outcome === 'answered' && plainGet.answer.status === status
    ? [{ ...possible, cause: 'never_arrives' }]
    : []
}

type Seen = Pick<Sighting, 'says' | 'basedOn'>

/** The proxy has no answer: from the server as a whole, from the server of this path, or of a handshake alone. */
function gateway(evidence: Evidence, answer: Answer, seen: Seen): Sighting[] {
  const { echo, plainGet } = evidence
  const guess = { ...seen, rivals: ['another_reason'] as const }
  if (echo.outcome !== 'echoed') return [{ ...guess, cause: 'upstream_unreachable' }]
  const same = foreignAnswer(plainGet)
  if (same && isGateway(same)) {
    const says = `${seen.says} An ordinary request for the same address is answered so too, while others reach Copydesk.`
    return [{ ...guess, cause: 'path_leads_nowhere', says, basedOn: [...seen.basedOn, 'plainGet', 'echo'] }]
  }
  const says = `${seen.says} Ordinary requests reach Copydesk (${answer.status} is none of its answers).`
  return [{ ...guess, cause: 'fails_at_handshake', says, basedOn: [...seen.basedOn, 'echo'] }]
}

/** A WebSocket was asked for and an ordinary answer came: without Upgrade a server takes it for an ordinary request. */
function foreignOk({ pathFrom }: Evidence, guess: Omit<Sighting, 'cause'>): Sighting[] {
  if (pathFrom !== 'socket') return []
  return [
    { ...guess, cause: 'upgrade_stripped', otherwise: 'possible' },
    { ...guess, cause: 'web_page_answered', otherwise: 'possible' },
  ]
}

/** The HTTP stream, the next best transport, is refused by somebody else. */
export const streamRefused: Rule = (evidence) => {
  const { httpStream, sse, echo } = evidence
  if (echo.outcome !== 'echoed') return []
  for (const [on, found] of [
    ['httpStream', httpStream],
    ['sse', sse],
  ] as const) {
    if (found.outcome !== 'refused' || markedProblem(found.answer)) continue
    const what = on === 'sse' ? 'The request for server-sent events' : 'The request for an HTTP stream'
    const own = ownWords(evidence, found.answer, what, [on])
    if (own.length > 0) return own
    const { status } = found.answer
    if (status < 400 || status > 499) continue
    const says = `${what} was answered with ${answerText(found.answer)}, and not by Copydesk.`
    return [{ cause: 'blocked', says, basedOn: [on], rivals: ['another_reason'] }]
  }
  return []
}

/** Nothing came back on the handshake, though plain HTTP is answered. */
export const handshakeLost: Rule = (evidence) => {
  const { webSocket, echo, plainGet } = evidence
  if (webSocket.outcome !== 'failed' || isNetworkWide(webSocket.failure)) return []
  const { failure } = webSocket
  const answered = echo.outcome === 'echoed' ? 'echo' : plainGet.outcome === 'answered' ? 'plainGet' : null
  if (failure.reason === 'forward_proxy') {
    const rivals = ['server_down'] as const
    const seen = { says: `${failure.detail}.`, basedOn: ['webSocket'], rivals } as const
    if (failure.status === 407) return [tunnelPassword(failure.detail, ['webSocket'])]
    const isRefusal = failure.status === 403 || failure.status === 405
    return [{ ...seen, cause: isRefusal ? 'network_blocks_websockets' : 'forward_proxy' }]
  }
  if (answered === null) return []
  const basedOn = ['webSocket', answered] as const
  if (serverSaw(evidence) === 'accepted') {
    const says = `The server took the handshake, but its answer did not come back: ${failure.detail}.`
    const unsure = {
      says,
      basedOn: ['webSocket', 'seen'],
      rivals: ['another_reason'],
      otherwise: 'possible',
    } as const
    return [
      { ...unsure, cause: 'handshake_altered' },
      { ...unsure, cause: 'opens_but_silent' },
    ]
  }
  const says = `Plain HTTP is answered, but not the handshake: ${failure.detail}.`
  const possible = { says, basedOn, rivals: ['another_reason'], otherwise: 'possible' } as const
  return [
    { ...possible, cause: 'never_arrives' },
    { ...possible, cause: 'network_blocks_websockets' },
  ]
}

/** A browser only knows that it did not open: the GET of the same address and the server's record tell the rest. */
export const closedUnopened: Rule = (evidence) => {
  const { webSocket, seen, plainGet } = evidence
  if (webSocket.outcome !== 'closed_unopened') return []
  const rivals = ['another_reason'] as const
  if (seen.outcome === 'asked' && seen.webSocket.length > 0) {
    if (seen.webSocket.some(({ refusal }) => refusal !== null)) return []
    const says = 'The server took the handshake, but its answer did not reach the browser as it was.'
    const possible = { says, basedOn: ['webSocket', 'seen'], rivals, otherwise: 'possible' } as const
    return [
      { ...possible, cause: 'handshake_altered' },
      { ...possible, cause: 'opens_but_silent' },
    ]
  }
  if (plainGet.outcome !== 'answered') return []
  const { answer } = plainGet
  const marked = markedProblem(answer)
  if (marked && marked.code !== 'upgrade_missing') return []
  const basedOn = ['webSocket', 'plainGet'] as const
  if (!marked) {
    const what = 'The WebSocket did not open, and an ordinary request for its address'
    // The browser does not show the answer to the handshake itself, which may be another one.
    return refusal(evidence, answer, what, basedOn).map((one) => ({
      ...one,
      rivals: [...one.rivals, 'another_reason'],
    }))
  }
  if (serverSaw(evidence) !== 'nothing') return []
  const says =
    'Ordinary requests for this address reach the server, but the handshake of this browser does not. What stops it does not show from a browser: something in this network, or the proxy before the server.'
  const possible = { says, basedOn: [...basedOn, 'seen'], rivals, otherwise: 'possible' } as const
  return [
    { ...possible, cause: 'network_blocks_websockets' },
    { ...possible, cause: 'never_arrives' },
    ...overHttp2(evidence),
  ]
}

/** A browser that speaks HTTP/2 to a host asks there for WebSockets over it as well, as soon as they are offered. */
function overHttp2({ page }: Evidence): Sighting[] {
  if (page.outcome !== 'page' || page.protocol !== 'h2') return []
  const says = 'This page came over HTTP/2, and its browser may have asked for the WebSocket over it.'
  return [
    {
      cause: 'http2_mismatch',
      says,
      basedOn: ['page', 'webSocket'],
      rivals: ['another_reason'],
      otherwise: 'possible',
    },
  ]
}

/** Failures that say nothing about WebSockets in particular. */
function isNetworkWide({ reason }: NetworkFailure): boolean {
  return reason === 'certificate' || reason === 'name_unknown' || reason === 'name_unanswered'
}
