/**
 * A site on which nothing of Copydesk shows: no claim about what a proxy does to its handshakes, because there may be
 * none. What answers is asked who it is.
 */
import { answerText } from '../checks/wording.ts'
import type { Answer, Evidence } from '../evidence.ts'
import { markedProblem } from '../marked-problem.ts'
import type { Rule, Sighting } from './finding.ts'
import { isGateway, ownWords } from './foreign-answer.ts'
import { foreignAnswer, isMarkOnRecord } from './knowledge.ts'

/** Ordinary requests are answered, and not by Copydesk. */
export const notCopydesk: Rule = (evidence) => {
  const { echo, isCopydesk, pathFrom, webSocket } = evidence
  const answer = foreignAnswer(echo)
  if (isCopydesk || answer === null || echo.outcome === 'redirected') return []
  const what = 'An ordinary request'
  const own = ownWords(evidence, answer, what, ['echo'])
  // One that opens at a path that was given is the one that was meant.
  if (webSocket.outcome === 'open') {
    const found = opensElsewhere(answer)
    // A page came from Copydesk, so that it is rather something in its browser that answers.
    const otherwise = evidence.from === 'browser' ? 'possible' : 'likely'
    return pathFrom === 'default' ? [{ ...found, otherwise }] : []
  }
  if (own.length > 0) return own
  const says = `${what} was answered with ${answerText(answer)}.`
  const guess = { says, basedOn: ['echo'], rivals: ['another_reason'] } as const
  if (isGateway(answer)) return [{ ...guess, cause: 'upstream_unreachable' }]
  // Whoever gives a path asks about the WebSocket of another program.
  if (pathFrom === 'socket') return []
  if (evidence.frontPage.outcome === 'answered' && evidence.frontPage.answer.signs.includes('copydesk_app')) {
    const app = 'The front page is the app of Copydesk, and no request gets past it:'
    return [{ ...guess, cause: 'app_without_api', says: `${app} ${says}`, basedOn: ['echo', 'frontPage'] }]
  }
  return whoElse(evidence, answer, guess)
}

function whoElse(
  { frontPage, from }: Evidence,
  { status, signs, isHtml }: Answer,
  guess: Omit<Sighting, 'cause'>,
): Sighting[] {
  const front = foreignAnswer(frontPage)
  const isSignIn = signs.includes('sign_in') || front?.signs.includes('sign_in') === true
  if (isSignIn) return [{ ...guess, cause: 'web_page_answered', says: named(guess.says, front) }]
  if (signs.includes('firewall')) return [{ ...guess, cause: 'blocked' }]
  if (from === 'browser') {
    // A page came from Copydesk: something answers in its place now, as a service worker does, too.
    if (status < 300 && isHtml) return [{ ...guess, cause: 'web_page_answered' }]
    return status >= 500 ? [] : [{ ...guess, cause: 'blocked', otherwise: 'possible' }]
  }
  if (status === 403 || status === 406 || status === 451) {
    const possible = { ...guess, otherwise: 'possible' } as const
    return [
      { ...possible, cause: 'blocked' },
      { ...possible, cause: 'no_copydesk' },
    ]
  }
  if (status >= 500 || (status === 400 && !signs.includes('unknown_host'))) return []
  return [{ ...guess, cause: 'no_copydesk', says: named(guess.says, front), basedOn: basedOn(front) }]
}

const basedOn = (front: Answer | null) => (front ? (['echo', 'frontPage'] as const) : (['echo'] as const))

/** With the title of the front page: people know by it where they are. */
function named(says: string, front: Answer | null): string {
  return front?.title ? `${says} The front page is titled "${front.title}".` : says
}

/** A WebSocket opens, but whose it is nobody said. */
function opensElsewhere(answer: Answer): Sighting {
  return {
    cause: 'no_copydesk',
    says: `A WebSocket opens there, but of Copydesk nothing shows: an ordinary request was answered with ${answerText(answer)}.`,
    fix: 'Check the host and the port. If it is the WebSocket of another program that you ask about, give its path with --path.',
    basedOn: ['echo', 'webSocket'],
    rivals: ['another_reason'],
  }
}

/** The path was that of a page, and left out. */
export const leftPathOut: Rule = ({ leftOut, echo }) => {
  if (leftOut === null || echo.outcome !== 'echoed') return []
  const says = `Copydesk answers at this host, and ${leftOut} is none of its WebSockets.`
  return [{ cause: 'leave_path_out', level: 'notice', says, basedOn: ['echo'], rivals: [] }]
}

/** What is sent after the question mark does not arrive. */
export const droppedQuery: Rule = (evidence) => {
  const { echo, webSocket, seen, plainGet } = evidence
  if (echo.outcome !== 'echoed') return []
  if (echo.isStale) {
    const says =
      'The server answers with the mark of what it was asked; what came has the mark of another request.'
    return [{ cause: 'stale_answers', says, basedOn: ['echo'], rivals: [] }]
  }
  if (echo.queryArrived === false) {
    const says = 'The doctor sent its mark in the query of the address, and the server says that none came.'
    if (!isMarkOnRecord(evidence))
      return [{ cause: 'query_dropped', says, basedOn: ['echo'], rivals: ['kept_answer'] }]
    const elsewhere = `${says} On the path of the WebSocket it did.`
    const possible = {
      says: elsewhere,
      basedOn: ['echo', 'seen'],
      rivals: ['another_reason'],
      otherwise: 'possible',
    } as const
    return [
      { ...possible, cause: 'query_dropped' },
      { ...possible, cause: 'stale_answers' },
    ]
  }
  // Elsewhere it arrives. On this path the server answered, and has the mark of neither request on record.
  const isMarked = plainGet.outcome === 'answered' && markedProblem(plainGet.answer) !== null
  const isUnseen =
    seen.outcome === 'asked' && seen.isComplete && !seen.plainGet && seen.webSocket.length === 0
  if (!isMarked || !isUnseen || webSocket.outcome !== 'open' || echo.queryArrived === null) return []
  const says = 'The server answers on the path of the WebSocket, but has no record of the mark in the query.'
  return [
    { cause: 'query_dropped', says, basedOn: ['seen', 'plainGet', 'webSocket'], rivals: ['another_reason'] },
  ]
}

/** The server, or what stands before it, sends people elsewhere. */
export const redirected: Rule = (evidence) => {
  const { webSocket, echo, plainGet, redirects, isCopydesk, address } = evidence
  const everywhere = !isCopydesk && echo.outcome === 'redirected' ? echo : null
  const ofGet = webSocket.outcome === 'closed_unopened' && plainGet.outcome === 'redirected' ? plainGet : null
  const found = webSocket.outcome === 'redirected' ? webSocket : (everywhere ?? ofGet)
  if (found === null) return []
  const on =
    found === webSocket ? ('webSocket' as const) : everywhere ? ('echo' as const) : ('plainGet' as const)
  const what = {
    webSocket: 'The handshake',
    echo: 'An ordinary request',
    plainGet: 'The WebSocket did not open, and an ordinary request for its address',
  }[on]
  const to = found.location ?? 'another address'
  const says = `${what} was answered with ${found.status ?? 'a redirect'} to ${to}.`
  const seen = { cause: 'redirected', says, basedOn: [on] } as const
  const followed = redirects.outcome === 'followed' ? redirects : null
  if (followed?.end === 'loop') {
    const fix =
      'It leads back to itself: let the proxy send X-Forwarded-Proto and trust it (COPYDESK_TRUST_PROXY), or take the redirect away.'
    const circle = `${says} It goes round in a circle.`
    return [{ ...seen, says: circle, fix, basedOn: [on, 'redirects'], rivals: ['cookie_gate'] }]
  }
  if (followed?.end === 'copydesk') {
    return [{ ...seen, basedOn: [on, 'redirects'], rivals: [] }]
  }
  if (leadsToSignIn(found.location, followed?.answer ?? null)) {
    const fix =
      'It leads to a sign-in: except /api/, /connection/, /emulation and /events from it. Copydesk asks for a session itself.'
    return [{ ...seen, fix, rivals: ['another_reason'] }]
  }
  const elsewhere = found.location === null ? null : URL.parse(found.location)
  const asked = new URL(address)
  const isSame = elsewhere?.hostname === asked.hostname && elsewhere.pathname === asked.pathname
  const fix = isSame
    ? undefined
    : 'Find who sends people there. If it is a sign-in or a start page, except /api/, /connection/, /emulation and /events from it; if Copydesk has moved, use its new address.'
  return [{ ...seen, ...(fix && { fix }), rivals: ['another_reason'] }]
}

const signInPath =
  /log-?in|sign-?in|sso|saml|oauth|openid|auth(orize|enticate)?\b|\/cas\b|adfs|accounts?\.|idp\.|cdn-cgi\/access/i

function leadsToSignIn(location: string | null, answer: Answer | null): boolean {
  return (location !== null && signInPath.test(location)) || answer?.signs.includes('sign_in') === true
}
