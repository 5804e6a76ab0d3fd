/** Does a WebSocket open over HTTP/2, which browsers use as soon as it is offered (RFC 8441)? */
import { probeQuery } from '@copydesk/protocol'
import { bad, type Check, good, handshakeMs, skipped } from './check.ts'

export const http2: Check<'http2'> = {
  id: 'http2',
  title: 'WebSocket over HTTP/2',
  asserts: 'Where WebSockets over HTTP/2 are offered, they open.',
  advice: 'Switch WebSockets over HTTP/2 (extended CONNECT) off at the proxy; browsers then use HTTP/1.1.',
  run: async ({ probe, target, probeId, known }) => {
    if (probe.openOverHttp2 === undefined) return skipped('a browser chooses by itself')
    if (target.socket.protocol !== 'https:') return skipped('browsers use HTTP/2 with https alone')
    const url = new URL(target.socket)
    if (known.isCopydesk) url.search = probeQuery({ id: probeId, echo: true, compress: false })
    return probe.openOverHttp2(url, handshakeMs)
  },
  tell: (found) => {
    switch (found.outcome) {
      case 'not_offered':
        return good('not offered, so browsers use HTTP/1.1')
      case 'open':
        return good('opens')
      case 'refused':
        return bad(
          `offered, but refused${found.status === null ? '' : ` with ${found.status}`}: ${found.detail}`,
        )
    }
  },
}
