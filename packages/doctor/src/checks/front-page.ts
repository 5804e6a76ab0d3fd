/**
 * What is at the front door, when Copydesk does not answer? The page tells whether the app is there without its API,
 * another site altogether, or something that stands before it. Where nothing answered at all it waits longer: a slow
 * server is no dead one.
 */

import { addressAt } from '../target.ts'
import { bad, type Check, good, patienceMs, requestMs, skipped, unclear } from './check.ts'
import { answerText, failureText, seconds } from './wording.ts'

export const frontPage: Check<'frontPage'> = {
  id: 'frontPage',
  title: 'The front page of this address',
  asserts: 'The address is that of Copydesk.',
  advice: 'Compare the page with the one that people open, and the address with theirs.',
  run: async ({ probe, target, known }) => {
    if (known.echo.outcome === 'echoed') return skipped('Copydesk answers, so nobody else was asked')
    const isSilent = [known.echo, known.plainGet].every(
      (found) => found.outcome === 'failed' && found.failure.reason === 'timeout',
    )
    const url = addressAt(target.site, '/')
    if (!isSilent) return probe.ask(url, { timeoutMs: requestMs })
    // Whoever is so slow may not get to the end of it in time; that it begins is enough.
    const found = await probe.stream(url, { timeoutMs: patienceMs })
    if (found.outcome !== 'answered') return found
    return { outcome: 'answered', answer: { ...found.answer, ms: found.pieces[0]?.atMs ?? found.answer.ms } }
  },
  tell: (found) => {
    switch (found.outcome) {
      case 'answered':
        if (found.answer.signs.includes('copydesk_app')) return good('the app of Copydesk')
        return unclear(`${answerText(found.answer)}, after ${seconds(found.answer.ms)}`)
      case 'redirected':
        return unclear(`redirected to ${found.location ?? 'another address'}`)
      case 'failed':
        return bad(failureText(found.failure))
    }
  },
}
