/** Does the port speak the other one of http and https? Asked only where the one that was given did not lead to Copydesk. */
import type { Answer, HttpEvidence, OtherSchemeEvidence } from '../evidence.ts'
import { addressAt } from '../target.ts'
import { type Check, type CheckContext, good, requestMs, skipped, unclear } from './check.ts'
import { echoPath, isEcho } from './echo.ts'
import { answerText } from './wording.ts'

export const otherScheme: Check<'otherScheme'> = {
  id: 'otherScheme',
  title: 'The same port with the other scheme',
  asserts: 'The port speaks the scheme that was given, and not the other one.',
  advice: 'Write https: for a port that speaks TLS, and http: for one that does not.',
  run: async (context) => {
    const { probe, known, target } = context
    if (probe.kind === 'browser') return skipped('a page has come by the right one')
    if (known.echo.outcome === 'echoed') return skipped('Copydesk answers, so nobody else was asked')
    if (![known.echo, known.plainGet].every(mayBeOfScheme))
      return skipped('what was answered leaves no doubt about the scheme')
    return ask(context, target.site.protocol === 'https:' ? 'http' : 'https')
  },
  tell: ({ scheme, speaks, isCopydesk, detail }) => {
    if (speaks === 'silent') return good(`it does not speak ${scheme}`)
    return unclear(isCopydesk ? `Copydesk answers by ${scheme}` : `by ${scheme} it answers: ${detail}`)
  },
}

/** No HTTP answer at all, or a 400: that is how ports of one scheme answer the other. */
function mayBeOfScheme(found: Parameters<typeof answerOf>[0]): boolean {
  if (found.outcome === 'failed') {
    return ['reset', 'not_http', 'tls', 'timeout'].includes(found.failure.reason)
  }
  return answerOf(found)?.status === 400
}

function answerOf(found: HttpEvidence | CheckContext['known']['echo']): Answer | null {
  return 'answer' in found ? found.answer : null
}

async function ask({ probe, target }: CheckContext, scheme: 'http' | 'https'): Promise<OtherSchemeEvidence> {
  const { host, pathname } = target.site
  const asked = await probe.ask(addressAt(new URL(`${scheme}://${host}${pathname}`), echoPath), {
    timeoutMs: requestMs,
  })
  const silent = (detail: string) =>
    ({ outcome: 'asked', scheme, speaks: 'silent', isCopydesk: false, detail }) as const
  const yes = (detail: string, isCopydesk = false) =>
    ({ outcome: 'asked', scheme, speaks: 'yes', isCopydesk, detail }) as const
  if (asked.outcome === 'failed') {
    const { reason, detail } = asked.failure
    // Its certificate is refused, so it has one; the same for one that wants ours.
    return reason === 'certificate' || reason === 'client_certificate' ? yes(detail) : silent(detail)
  }
  if (asked.outcome === 'redirected') return yes(`redirected to ${asked.location ?? 'another address'}`)
  const { answer } = asked
  if (answer.status === 200 && isEcho(answer.json)) return yes('Copydesk', true)
  // A port of the other kind says 400 to this as well.
  return answer.status === 400 ? silent(answerText(answer)) : yes(answerText(answer))
}
