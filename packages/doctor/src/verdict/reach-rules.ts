/** No answer in HTTP at all: nothing listens, something else does, or TLS does not come about. */
import { seconds } from '../checks/wording.ts'
import type { CheckId, Evidence, NetworkFailure } from '../evidence.ts'
import type { Rule, Sighting } from './finding.ts'
import { proxyPasswordFix } from './foreign-answer.ts'

/** 407 for a tunnel: the forward proxy wants its password. */
export function tunnelPassword(detail: string, basedOn: readonly CheckId[]): Sighting {
  return {
    cause: 'password_wanted',
    hop: 'network',
    says: `${detail}.`,
    fix: proxyPasswordFix,
    basedOn,
    rivals: [],
  }
}

/** Whatever is asked fails; for a certificate one failure is enough. */
export const unreachable: Rule = (evidence) => {
  const { echo, plainGet, webSocket, frontPage } = evidence
  // The page may ask nothing there, so nothing was.
  if (webSocket.outcome === 'forbidden') return []
  const tried = [
    ['echo', echo],
    ['plainGet', plainGet],
    ['webSocket', webSocket],
  ] as const
  for (const [basedOn, found] of tried) {
    if (found.outcome === 'failed' && found.failure.reason === 'certificate')
      return [certificate(found.failure, basedOn)]
  }
  if (echo.outcome !== 'failed' || plainGet.outcome !== 'failed') return []
  if (frontPage.outcome === 'answered') {
    const says = `Nothing answered within 4 s; the front page did after ${seconds(frontPage.answer.ms)}.`
    // One that begins at once and does not end is slow in no way that is known.
    if (frontPage.answer.ms < 4_000) return []
    const basedOn = ['echo', 'frontPage'] as const
    return [{ cause: 'slow_server', says, basedOn, rivals: ['no_connection_left'] }]
  }
  return [...wrongScheme(evidence), ...failed(evidence, echo.failure)]
}

/** The port was seen to speak the other scheme, and not the one that was given. */
export const wrongScheme: Rule = ({ otherScheme, echo }) => {
  if (otherScheme.outcome !== 'asked' || otherScheme.speaks !== 'yes' || echo.outcome === 'skipped') return []
  const { scheme, detail, isCopydesk } = otherScheme
  const given = scheme === 'https' ? 'http' : 'https'
  const how = echo.outcome === 'failed' ? `: ${echo.failure.detail}` : ''
  const there = isCopydesk ? 'Copydesk answers' : `it answers (${detail})`
  return [
    {
      cause: 'wrong_scheme',
      says: `By ${given} there is no answer${how}; by ${scheme} ${there}.`,
      fix: `Write ${scheme}: in place of ${given}:.`,
      basedOn: ['echo', 'otherScheme'],
      // Asked by http, many a port for https answers 400, as many a server does to anything.
      rivals: isCopydesk || echo.outcome === 'failed' ? [] : ['another_reason'],
    },
  ]
}

function failed({ from, otherScheme }: Evidence, failure: NetworkFailure): Sighting[] {
  const basedOn: readonly CheckId[] = ['echo', 'plainGet']
  const seen = { says: `${sentence(failure.detail)}.`, basedOn } as const
  const guess = { ...seen, rivals: ['another_reason'] } as const
  const isOtherScheme = otherScheme.outcome === 'asked' && otherScheme.speaks === 'yes'
  switch (failure.reason) {
    case 'name_unknown':
    case 'refused':
    case 'unreachable':
      return [
        {
          ...seen,
          cause: 'unreachable',
          says: `No answer: ${failure.detail}.`,
          rivals: from === 'browser' ? ['another_reason'] : [],
        },
      ]
    case 'timeout':
      return [{ ...seen, cause: 'unreachable', says: `No answer: ${failure.detail}.`, rivals: ['slow_way'] }]
    case 'name_unanswered':
    case 'hidden':
      return [{ ...guess, cause: 'unreachable', says: `No answer: ${failure.detail}.` }]
    case 'client_certificate':
      return [{ ...seen, cause: 'client_certificate', rivals: [] }]
    case 'not_http':
      if (isOtherScheme || failure.protocol === null) return []
      return failure.protocol === 'TLS'
        ? [{ ...guess, cause: 'wrong_scheme', fix: 'Write https: in place of http:.' }]
        : [{ ...seen, cause: 'other_protocol', rivals: [] }]
    case 'tls':
      return isOtherScheme ? [] : [{ ...guess, cause: 'tls_refused' }]
    case 'reset':
      return isOtherScheme ? [] : [{ ...guess, cause: 'cut_off' }]
    case 'forward_proxy': {
      if (failure.status === 407) return [tunnelPassword(failure.detail, basedOn)]
      const isRefusal = failure.status === 403 || failure.status === 405
      // Nothing gets through, WebSockets or not.
      return [{ ...guess, cause: isRefusal ? 'network_blocks_websockets' : 'forward_proxy' }]
    }
    case 'certificate':
      return []
  }
}

function certificate(
  { detail, certificate: found }: Extract<NetworkFailure, { reason: 'certificate' }>,
  basedOn: CheckId,
): Sighting {
  const more = found
    ? ` It is valid from ${found.validFrom} to ${found.validTo}, for ${found.names || 'no names'}.`
    : ''
  return { cause: 'certificate', says: `TLS fails: ${detail}.${more}`, basedOn: [basedOn], rivals: [] }
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
