/** What did the server see of the WebSocket attempt? Found by the probe id that only this run knows. */
import type { HandshakeRecord } from '@copydesk/protocol'
import { bad, type Check, type CheckContext, good, requestMs, skipped, unclear } from './check.ts'

/** A load balancer sends each question to any node; more of them than nodes, but not endlessly many. */
const questionsPerNode = 3
const maxQuestions = 12

export const seen: Check<'seen'> = {
  id: 'seen',
  title: 'What the server saw of the attempt',
  asserts: 'The server saw the handshake as it was sent.',
  advice: 'What never arrived was stopped before the server.',
  run: async (context) => {
    const { echo } = context.known
    if (echo.outcome !== 'echoed') return skipped('only a Copydesk server keeps a record')
    const nodes = [echo.echo.node, ...echo.echo.hears]
    const questions = nodes.length === 1 ? 1 : Math.min(maxQuestions, nodes.length * questionsPerNode)
    const answers = await Promise.all(Array.from({ length: questions }, () => askOnce(context)))
    const byNode = new Map(answers.flatMap((answer) => (answer ? [answer] : [])))
    if (byNode.size === 0) return skipped('the server did not tell')
    const isComplete = nodes.every((node) => byNode.has(node))
    return { outcome: 'asked', webSocket: [...byNode.values()].flat(), isComplete }
  },
  tell: ({ webSocket }) => {
    const [last] = webSocket
    if (last === undefined) return unclear('no WebSocket handshake of this run')
    return last.refusal === null
      ? good('it took the handshake')
      : bad(`${last.refusal.title}: ${last.refusal.detail}`)
  },
}

async function askOnce({
  probe,
  target,
  probeId,
}: CheckContext): Promise<[string, HandshakeRecord[]] | null> {
  const url = new URL(`/api/v1/live/probe/${probeId}`, target.site)
  const asked = await probe.ask(url, { timeoutMs: requestMs })
  const body = asked.outcome === 'answered' && asked.answer.status === 200 ? asked.answer.json : null
  if (!body || !Array.isArray(body.handshakes)) return null
  const handshakes: HandshakeRecord[] = body.handshakes
  return [String(body.node), handshakes.filter(({ transport }) => transport === 'websocket')]
}
