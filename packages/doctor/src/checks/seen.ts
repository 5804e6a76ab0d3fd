/** What did the server see of the WebSocket attempt? Found by the probe id that only this run knows. */
import type { HandshakeRecord } from '@copydesk/protocol'
import { bad, type Check, good, requestMs, skipped, unclear } from './check.ts'

export const seen: Check<'seen'> = {
  id: 'seen',
  title: 'What the server saw of the attempt',
  asserts: 'The server saw the handshake as it was sent.',
  advice: 'What never arrived was stopped before the server.',
  run: async ({ probe, target, probeId, known }) => {
    if (known.echo.outcome !== 'echoed') return skipped('only a Copydesk server keeps a record')
    const url = new URL(`/api/v1/live/probe/${probeId}`, target.site)
    const asked = await probe.ask(url, { timeoutMs: requestMs })
    const body = asked.outcome === 'answered' && asked.answer.status === 200 ? asked.answer.json : null
    if (!body || !Array.isArray(body.handshakes)) return skipped('the server did not tell')
    // The plain GET of the same run carries the id as well; a browser's handshake and a GET differ in the key.
    const records = body.handshakes as HandshakeRecord[]
    const webSocket = records.filter(
      ({ transport, refusal }) => transport === 'websocket' && refusal?.code !== 'upgrade_missing',
    )
    return { outcome: 'asked', webSocket, node: String(body.node) }
  },
  tell: ({ webSocket }) => {
    const [last] = webSocket
    if (last === undefined) return unclear('no WebSocket handshake of this run')
    return last.refusal === null
      ? good('it took the handshake')
      : bad(`${last.refusal.title}: ${last.refusal.detail}`)
  },
}
