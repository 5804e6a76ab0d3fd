/** Does a publication get here, and how fast? It goes through the journal and the broker, as every change does. */
import { decodeServerMessages, encodeCommands } from '@copydesk/protocol'
import type { PublicationEvidence } from '../evidence.ts'
import type { ProbeSocket } from '../probe.ts'
import { addressAt } from '../target.ts'
import { bad, type Check, good, handshakeMs, replyMs, requestMs, skipped, unclear } from './check.ts'
import { seconds } from './wording.ts'

/** The journal is asked every 1.5 s when no announcement comes, so later than this is lost. */
const arrivalMs = 5_000
/** An announcement takes milliseconds; only the journal takes about a second or two. */
export const lateMs = 900

export const probeChannel = 'doctor'

export const publication: Check<'publication'> = {
  id: 'publication',
  title: 'A test publication through journal and broker',
  asserts: 'A publication is here within milliseconds.',
  advice:
    'Later than a second: the nodes do not hear each other, and only the journal brings it. Look at the broker.',
  run: async ({ probe, target, probeId, known }) => {
    if (known.echo.outcome !== 'echoed') return skipped('only a Copydesk server can publish one')
    if (probe.kind === 'terminal' && target.token === undefined) return skipped('needs a --token')
    if (probe.sendsAuthorization) return skipped('the password for the proxy takes the place of the token')
    const opening = await probe.open(target.socket, { timeoutMs: handshakeMs })
    if (!opening.opened) return skipped('the WebSocket did not open')
    const { socket } = opening
    try {
      const receivedBy = await subscribe(socket, target.token)
      if (receivedBy === undefined) return { outcome: 'failed', detail: 'the subscription was refused' }
      const headers = target.token ? { authorization: `Bearer ${target.token}` } : {}
      const url = addressAt(target.site, `/api/v1/live/probe/${probeId}/publication`)
      const sentAt = probe.now()
      const asked = await probe.ask(url, { method: 'POST', timeoutMs: requestMs, headers })
      if (asked.outcome !== 'answered' || asked.answer.status !== 200) {
        return {
          outcome: 'failed',
          detail: asked.outcome === 'answered' ? `${asked.answer.status}` : asked.outcome,
        }
      }
      const node = asked.answer.json?.node
      const publishedBy = typeof node === 'string' ? node : null
      // It was published at some time while that was answered.
      const publishedAt = probe.now()
      while (probe.now() - sentAt < arrivalMs) {
        const received = await socket.receive(arrivalMs - (probe.now() - sentAt))
        if (received.kind === 'closed') return { outcome: 'failed', detail: 'the connection ended' }
        if (received.kind === 'message' && received.text.includes(probeId)) {
          return { outcome: 'arrived', ms: Math.max(0, probe.now() - publishedAt), publishedBy, receivedBy }
        }
      }
      return { outcome: 'missing', waitedMs: arrivalMs, publishedBy, receivedBy }
    } finally {
      socket.close()
    }
  },
  tell: (found: PublicationEvidence) => {
    switch (found.outcome) {
      case 'arrived':
        return found.ms < lateMs
          ? good(`is here after ${seconds(found.ms)}`)
          : bad(`is here only after ${seconds(found.ms)}`)
      case 'missing':
        return bad(`did not come within ${seconds(found.waitedMs)}`)
      case 'failed':
        return unclear(found.detail)
    }
  },
}

/** The node that holds the subscription, null if it did not say, undefined when there is none. */
async function subscribe(socket: ProbeSocket, token: string | undefined): Promise<string | null | undefined> {
  socket.send(
    encodeCommands([
      { id: 1, connect: { name: 'doctor', ...(token && { token }) } },
      { id: 2, subscribe: { channel: probeChannel } },
    ]),
  )
  let node: string | null = null
  for (;;) {
    const received = await socket.receive(replyMs)
    if (received.kind !== 'message') return undefined
    for (const message of decodeServerMessages(received.text) ?? []) {
      if (!('id' in message)) continue
      if (message.error) return undefined
      if (message.connect) node = message.connect.node ?? null
      if (message.subscribe) return node
    }
  }
}
