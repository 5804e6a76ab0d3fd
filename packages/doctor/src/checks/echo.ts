/** Does plain HTTP reach the server, and does it arrive as it was sent? */
import type { EchoEvidence } from '../evidence.ts'
import type { LiveEcho } from '../server-answers.ts'
import { addressAt } from '../target.ts'
import { bad, type Check, good, requestMs, unclear } from './check.ts'
import { answerText, failureText } from './wording.ts'

export const echoPath = '/api/v1/live/echo'

export const echo: Check<'echo'> = {
  id: 'echo',
  title: 'Plain HTTP to the server',
  asserts: 'A request reaches the server, and the server sees the scheme and the host that it was sent to.',
  advice:
    'Check the address, the proxy’s route to the server, and that the proxy passes Host and X-Forwarded-Proto on.',
  run: async ({ probe, target, probeId }): Promise<EchoEvidence> => {
    const url = addressAt(target.site, `${echoPath}?probe=${probeId}`)
    const asked = await probe.ask(url, { timeoutMs: requestMs, headers: { origin: target.site.origin } })
    if (asked.outcome !== 'answered') return asked
    const { answer } = asked
    if (answer.status === 200 && isEcho(answer.json)) {
      const { probe: arrived } = answer.json
      const isStale = typeof arrived === 'string' && arrived !== probeId
      const queryArrived = arrived === undefined || isStale ? null : arrived === probeId
      return { outcome: 'echoed', echo: answer.json, answer, queryArrived, isStale }
    }
    return { outcome: 'foreign', answer }
  },
  tell: (found) => {
    switch (found.outcome) {
      case 'echoed': {
        const { version, understood, arrived } = found.echo
        if (found.isStale)
          return bad(`an answer of Copydesk ${version} to somebody else, which was kept and given again`)
        if (found.queryArrived === false)
          return bad(
            `Copydesk ${version} answers, but the query of the address did not arrive with the request`,
          )
        return good(
          `Copydesk ${version} answers over HTTP/${arrived.httpVersion}; it was asked as ${understood.scheme}://${understood.host}`,
        )
      }
      case 'foreign':
        return unclear(`${answerText(found.answer)}: not the answer of a Copydesk server`)
      case 'redirected':
        return unclear(`redirected to ${found.location ?? 'another address'}`)
      case 'failed':
        return bad(failureText(found.failure))
    }
  },
}

/** Whether a body is the echo of a Copydesk server. */
export function isEcho(body: unknown): body is LiveEcho & Record<string, unknown> {
  return (
    typeof body === 'object' &&
    body !== null &&
    'product' in body &&
    body.product === 'copydesk' &&
    'arrived' in body &&
    'understood' in body
  )
}
