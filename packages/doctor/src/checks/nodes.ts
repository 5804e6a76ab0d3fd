/** Which nodes answer, and do they hear each other? Several connections at once, so that a load balancer spreads them. */
import type { NodesEvidence } from '../evidence.ts'
import { bad, type Check, type CheckContext, good, replyMs, requestMs } from './check.ts'
import { echoPath } from './echo.ts'
import { openEcho } from './web-socket.ts'
import { answerText, failureText } from './wording.ts'

const connections = 6

type Try = NodesEvidence['tries'][number]

export const nodes: Check<'nodes'> = {
  id: 'nodes',
  title: 'Several connections at once: which nodes answer',
  asserts: 'Every connection opens, whichever node it reaches, and the nodes hear each other.',
  advice: 'Copydesk needs no sticky sessions; every node must be reachable and must reach the broker.',
  run: async (context) => {
    const tries = await Promise.all(Array.from({ length: connections }, () => tryOnce(context)))
    return { outcome: 'asked', tries, hears: await askWhoHears(context) }
  },
  tell: ({ tries, hears }) => {
    const names = new Set(tries.flatMap(({ node }) => node ?? []))
    const failures = tries.filter(({ node }) => node === null)
    if (failures.length > 0)
      return bad(`${failures.length} of ${tries.length} did not open: ${failures[0]?.detail}`)
    const deaf = deafNodes(names, hears)
    if (deaf.length > 0)
      return bad(`${names.size} nodes answer, and ${deaf.join(', ')} does not hear the others`)
    return good(`${tries.length} connections open, on ${names.size} ${names.size === 1 ? 'node' : 'nodes'}`)
  },
}

async function tryOnce(context: CheckContext): Promise<Try> {
  const opening = await openEcho(context)
  if (!opening.opened) return { node: null, detail: failedText(opening.evidence) }
  const greeting = await opening.socket.receive(replyMs)
  opening.socket.close()
  if (greeting.kind !== 'message') return { node: null, detail: 'it opened and stayed silent' }
  return { node: /"node":"([^"]+)"/.exec(greeting.text)?.[1] ?? 'a node without a name', detail: 'open' }
}

function failedText(evidence: { outcome: string } & Partial<Record<'answer' | 'failure', unknown>>): string {
  if ('answer' in evidence && evidence.answer)
    return answerText(evidence.answer as Parameters<typeof answerText>[0])
  if ('failure' in evidence && evidence.failure)
    return failureText(evidence.failure as Parameters<typeof failureText>[0])
  return evidence.outcome
}

/** Asks as many times, on connections of their own: each node answers for itself. */
async function askWhoHears({ probe, target }: CheckContext): Promise<Record<string, string[]>> {
  const hears: Record<string, string[]> = {}
  const ask = () => probe.ask(new URL(echoPath, target.site), { timeoutMs: requestMs })
  for (const asked of await Promise.all(Array.from({ length: connections }, ask))) {
    const body = asked.outcome === 'answered' ? asked.answer.json : null
    if (typeof body?.node !== 'string' || !Array.isArray(body.hears)) continue
    hears[body.node] = body.hears.filter((name) => typeof name === 'string')
  }
  return hears
}

/** The nodes that do not hear one of the others that answered here. */
export function deafNodes(
  names: ReadonlySet<string>,
  hears: Readonly<Record<string, readonly string[]>>,
): string[] {
  return Object.entries(hears)
    .filter(([node, heard]) => [...names].some((other) => other !== node && !heard.includes(other)))
    .map(([node]) => node)
}
