/**
 * What the answer of somebody else says for itself, wherever it was met: it asks for a password, checks for browsers,
 * counts requests, wants the other scheme. Its own words and status only; what its place means is said elsewhere.
 */
import { answerText } from '../checks/wording.ts'
import type { Answer, CheckId, Evidence } from '../evidence.ts'
import type { Sighting } from './finding.ts'

/** For 407: what browsers of this network send of themselves. */
export const proxyPasswordFix =
  'It is the password of the forward proxy of this network: write user:password@ before the host in the address given with --proxy.'

/** `what` was answered so: "The handshake". */
export function ownWords(
  { from }: Evidence,
  answer: Answer,
  what: string,
  basedOn: readonly CheckId[],
): Sighting[] {
  const { status, signs, asksFor, headers } = answer
  const says = `${what} was answered with ${answerText(answer)}.`
  const seen = { says, basedOn, rivals: [] } as const
  if (signs.includes('challenge')) {
    const isSaid = headers['cf-mitigated'] !== undefined || headers['x-amzn-waf-action'] !== undefined
    return [{ ...seen, cause: 'challenge', rivals: isSaid && from === 'terminal' ? [] : ['another_reason'] }]
  }
  if (status === 401 || status === 407) {
    const wants = asksFor === null ? '' : ` It asks for ${asksFor}.`
    const rivals = asksFor === null ? (['another_reason'] as const) : []
    // 407 is of the proxy on this side, which browsers of this network know.
    const fix = status === 407 ? { fix: proxyPasswordFix } : {}
    const hop = status === 407 ? ({ hop: 'network' } as const) : {}
    return [{ ...seen, cause: 'password_wanted', says: says + wants, rivals, ...fix, ...hop }]
  }
  // Network Authentication Required (RFC 6585): the page of a captive portal.
  if (status === 511) return [{ ...seen, cause: 'web_page_answered' }]
  if (status === 429) return [{ ...seen, cause: 'rate_limited' }]
  if (signs.includes('wants_client_certificate')) return [{ ...seen, cause: 'client_certificate' }]
  if (signs.includes('wants_tls')) {
    return [{ ...seen, cause: 'wrong_scheme', fix: 'Write https: in place of http:.' }]
  }
  if (signs.includes('wants_http2')) {
    const fix = 'Let it speak HTTP/1.1 beside HTTP/2, which most WebSockets need.'
    return [{ ...seen, cause: 'other_protocol', hop: 'proxy', fix }]
  }
  if (signs.includes('maintenance')) {
    return [{ ...seen, cause: 'maintenance', rivals: ['another_reason'] }]
  }
  return []
}

/** The statuses with which a proxy or a network of them says that it has no answer of the server. */
export function isGateway({ status }: Answer): boolean {
  return status === 502 || status === 503 || status === 504 || (status >= 520 && status <= 530)
}
