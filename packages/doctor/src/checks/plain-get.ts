/** Who answers an ordinary request for the WebSocket's address? A right server says 426, or at least that it is one. */
import { markedProblem } from '../marked-problem.ts'
import { bad, type Check, type CheckContext, good, requestMs, unclear } from './check.ts'
import { answerText, failureText } from './wording.ts'

/** An id of its own: what was seen of the other one is the handshake. */
export const plainGetId = ({ probeId }: Pick<CheckContext, 'probeId'>): string => `${probeId}-get`

export const plainGet: Check<'plainGet'> = {
  id: 'plainGet',
  title: 'Ordinary GET of the WebSocket address',
  asserts: 'The address leads to the WebSocket server: it answers 426 Upgrade Required to an ordinary GET.',
  advice: 'Anything else answered in its place: look at the routes of the proxy for this path.',
  run: ({ probe, target, probeId }) => {
    const url = new URL(target.socket)
    url.searchParams.set('probe', plainGetId({ probeId }))
    return probe.ask(url, { timeoutMs: requestMs })
  },
  tell: (found) => {
    switch (found.outcome) {
      case 'answered': {
        const marked = markedProblem(found.answer)
        if (marked?.status === 426) return good('426 from the Copydesk server: the address is right')
        if (found.answer.status === 426) return good('426: a WebSocket server answers')
        return marked || found.answer.isHtml
          ? bad(answerText(found.answer))
          : unclear(answerText(found.answer))
      }
      case 'redirected':
        return bad(`redirected to ${found.location ?? 'another address'}`)
      case 'failed':
        return bad(failureText(found.failure))
    }
  },
}
