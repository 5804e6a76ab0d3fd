/** What did the server see of the WebSocket attempt? Found by the probe id that only this run knows. */
import type { HandshakeRecord } from '@copydesk/protocol'
import { addressAt } from '../target.ts'
import { bad, type Check, type CheckContext, good, requestMs, skipped, unclear } from './check.ts'
import { plainGetId } from './plain-get.ts'

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
    const ask = async (id: string) => {
      const answers = await Promise.all(Array.from({ length: questions }, () => askOnce(context, id)))
      return new Map(answers.flatMap((answer) => (answer ? [answer] : [])))
    }
    const [byNode, getByNode] = await Promise.all([ask(context.probeId), ask(plainGetId(context))])
    if (byNode.size === 0) return skipped('the server did not tell')
    const isComplete = nodes.every((node) => byNode.has(node))
    const records = [...byNode.values()].flat()
    return {
      outcome: 'asked',
      webSocket: records.filter(({ transport }) => transport === 'websocket'),
      streams: records.filter(({ transport }) => transport !== 'websocket'),
      plainGet: [...getByNode.values()].some((found) => found.length > 0),
      isComplete,
    }
  },
  tell: ({ webSocket }) => {
    const [last] = webSocket
    if (last === undefined) return unclear('no WebSocket handshake of this run')
    return last.refusal === null
      ? good('it took the handshake')
      : bad(`${last.refusal.title}: ${last.refusal.detail}`)
  },
}

async function askOnce(
  { probe, target }: CheckContext,
  id: string,
): Promise<[string, HandshakeRecord[]] | null> {
  const url = addressAt(target.site, `/api/v1/live/probe/${id}`)
  const asked = await probe.ask(url, { timeoutMs: requestMs })
  const body = asked.outcome === 'answered' && asked.answer.status === 200 ? asked.answer.json : null
  if (!body || !Array.isArray(body.handshakes)) return null
  const handshakes: HandshakeRecord[] = body.handshakes
  return [String(body.node), handshakes]
}
