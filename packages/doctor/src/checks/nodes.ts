/** Which nodes answer, and do they hear each other? Several connections at once, so that a load balancer spreads them. */
import type { NodesEvidence } from '../evidence.ts'
import { bad, type Check, type CheckContext, good, replyMs } from './check.ts'
import { openEcho, webSocketLine } from './web-socket.ts'

const connections = 6

type Try = NodesEvidence['tries'][number]

export const nodes: Check<'nodes'> = {
  id: 'nodes',
  title: 'Several connections at once: which nodes answer',
  asserts: 'Every connection opens, whichever node it reaches, and the nodes hear each other.',
  advice: 'Copydesk needs no sticky sessions; every node must be reachable and must reach the broker.',
  run: async (context) => {
    const tries = await Promise.all(Array.from({ length: connections }, () => tryOnce(context)))
    const hears = Object.fromEntries(
      tries.flatMap(({ found: { node }, hears: heard }) => (node === null ? [] : [[node, heard]])),
    )
    return { outcome: 'asked', tries: tries.map(({ found }) => found), hears }
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

interface Tried {
  found: Try
  hears: string[]
}

async function tryOnce(context: CheckContext): Promise<Tried> {
  const opening = await openEcho(context)
  if (!opening.opened)
    return { found: { node: null, detail: webSocketLine(opening.evidence).text }, hears: [] }
  const { socket } = opening
  if (!context.known.isCopydesk) {
    socket.close()
    return { found: { node: 'a server', detail: 'open' }, hears: [] }
  }
  const greeting = await socket.receive(replyMs)
  socket.close()
  if (greeting.kind !== 'message')
    return { found: { node: null, detail: 'it opened and stayed silent' }, hears: [] }
  const { node, hears } = readGreeting(greeting.text)
  return { found: { node, detail: 'open' }, hears }
}

function readGreeting(text: string): { node: string; hears: string[] } {
  const names = /"node":"([^"]+)"(?:,"hears":\[([^\]]*)\])?/.exec(text)
  const hears = (names?.[2] ?? '').split(',').map((name) => name.replaceAll('"', ''))
  return { node: names?.[1] ?? 'a node without a name', hears: hears.filter((name) => name !== '') }
}

/** The nodes that do not hear one of the others that answered here. */
export function deafNodes(
  names: ReadonlySet<string>,
  hears: Readonly<Record<string, readonly string[]>>,
): string[] {
  return Object.entries(hears)
    .filter(([node, heard]) => [...names].some((other) => other !== node && !heard.includes(other)))
    .map(([node]) => node)
    .toSorted()
}
