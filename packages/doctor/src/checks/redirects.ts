/** Where do redirects lead? To Copydesk, in a circle, or to somebody else such as a sign-in page. */
import type { Answer, RedirectsEvidence } from '../evidence.ts'
import { addressAt } from '../target.ts'
import { type Check, type CheckContext, requestMs, skipped, unclear } from './check.ts'
import { echoPath, isEcho } from './echo.ts'
import { answerText } from './wording.ts'

/** Browsers give up after twenty; nobody means more than a few. */
const maxHops = 6

export const redirects: Check<'redirects'> = {
  id: 'redirects',
  title: 'Where redirects lead',
  asserts: 'Nothing is redirected, because no browser follows that with a WebSocket.',
  advice: 'Use the address that it ends at, or except the paths of Copydesk from the redirect.',
  run: async (context) => {
    const { known, probe } = context
    if (probe.kind === 'browser') return skipped('a page is not told where redirects lead')
    if (known.echo.outcome === 'redirected') return follow(context, addressAt(context.target.site, echoPath))
    if (known.plainGet.outcome === 'redirected' || known.webSocket.outcome === 'redirected')
      return follow(context, context.target.socket)
    return skipped('nothing is redirected')
  },
  tell: ({ hops, end, answer }) => {
    const way = hops.map(({ status, location }) => `${status} to ${location}`).join(', then ')
    switch (end) {
      case 'copydesk':
        return unclear(`${way}: there Copydesk answers`)
      case 'loop':
        return unclear(`${way}, and so on without an end`)
      case 'failed':
        return unclear(`${way}: there nothing answers`)
      case 'elsewhere':
        return unclear(`${way}: ${answer ? answerText(answer) : 'somebody else answers'}`)
    }
  },
}

async function follow({ probe }: CheckContext, first: URL): Promise<RedirectsEvidence> {
  const hops: RedirectsEvidence['hops'] = []
  const ended = (end: RedirectsEvidence['end'], answer: Answer | null = null) =>
    ({ outcome: 'followed', hops, end, answer }) as const
  const met = new Set<string>([first.href])
  let url = first
  let last: Answer | null = null
  while (hops.length < maxHops) {
    const asked = await probe.ask(url, { timeoutMs: requestMs })
    if (asked.outcome === 'failed') return ended('failed')
    if (asked.outcome === 'answered') {
      const { answer } = asked
      const isOurs = (answer.status === 200 && isEcho(answer.json)) || answer.status === 426
      return ended(isOurs ? 'copydesk' : 'elsewhere', answer)
    }
    const next = URL.parse(asked.location ?? '')
    if (next === null) return ended('elsewhere', asked.answer)
    hops.push({ status: asked.status ?? 302, location: next.origin + next.pathname })
    if (met.has(next.href)) return ended('loop', asked.answer)
    last = asked.answer
    met.add(next.href)
    url = next
  }
  return ended('loop', last)
}
