/** Does the hub accept this person? Opens a real connection and sends the first command. */
import { decodeServerMessages, disconnects, encodeCommands } from '@copydesk/protocol'
import type { ConnectEvidence } from '../evidence.ts'
import { bad, type Check, good, handshakeMs, replyMs, skipped, unclear } from './check.ts'
import { closingText, seconds } from './wording.ts'

export const connect: Check<'connect'> = {
  id: 'connect',
  title: 'Sign-in on a real connection',
  asserts: 'The session cookie of the browser, or the token given, arrives with the WebSocket and counts.',
  advice:
    'Where the cookie does not arrive, look at its SameSite, domain and path, and at what the proxy removes.',
  run: async ({ probe, target, probeId, known }) => {
    const url = new URL(target.socket)
    url.searchParams.set('probe', probeId)
    const opening = await probe.open(url, { timeoutMs: handshakeMs })
    if (!opening.opened) return skipped('the WebSocket did not open a second time')
    const { socket } = opening
    try {
      socket.send(
        encodeCommands([
          { id: 1, connect: { name: 'doctor', ...(target.token && { token: target.token }) } },
        ]),
      )
      const reply = await socket.receive(replyMs)
      if (reply.kind === 'nothing') return { outcome: 'silent', afterMs: replyMs }
      if (reply.kind === 'message') return fromReply(reply.text)
      const { closing } = reply
      if (closing.code !== disconnects.invalidToken.code) return { outcome: 'closed', closing }
      const credential = target.token ? 'token' : probe.kind === 'browser' ? 'cookie' : 'none'
      const arrived = known.seen.outcome === 'asked' ? known.seen.webSocket.at(0)?.arrived.cookie : undefined
      return { outcome: 'no_session', credential, cookieArrived: arrived ?? null }
    } finally {
      socket.close()
    }
  },
  tell: (found) => {
    switch (found.outcome) {
      case 'connected':
        return good(`accepted; the server pings every ${found.pingSeconds ?? '?'} s`)
      case 'no_session':
        return found.credential === 'none'
          ? good('reaches the hub, which asks for a sign-in, as it should (give --token to go further)')
          : bad(`the hub knows no session for the ${found.credential}`)
      case 'closed':
        return bad(`ended ${closingText(found.closing)}`)
      case 'silent':
        return unclear(`the hub did not answer within ${seconds(found.afterMs)}`)
    }
  },
}

function fromReply(text: string): ConnectEvidence {
  const [message] = decodeServerMessages(text) ?? []
  const result = message && 'connect' in message ? message.connect : undefined
  if (result) return { outcome: 'connected', node: result.node ?? null, pingSeconds: result.ping ?? null }
  return { outcome: 'closed', closing: { code: 0, reason: 'with an error reply' } }
}
