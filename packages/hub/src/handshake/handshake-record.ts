/** Tells the application about each handshake, whatever became of it, so that it can keep the latest for diagnosis. */
import type { IncomingMessage } from 'node:http'
import { arrivedRequest, type HandshakeRecord, probeOf } from '@copydesk/protocol'
import type { HubCore } from '../hub-core.ts'
import { describe } from '../websocket/refusal.ts'

/** Any refusal of the hub. */
type Refusal = Readonly<Record<'code' | 'title' | 'detail', string> & { status: number }>

/** Whether the peer is a proxy that the server trusts; undefined where the application does not know. */
export function isPeerTrusted(core: Pick<HubCore, 'options'>, request: IncomingMessage): boolean | undefined {
  return core.options.isTrustedProxy?.(request.socket.remoteAddress ?? '')
}

export function tellHandshake(
  core: Pick<HubCore, 'handshakes' | 'options'>,
  request: IncomingMessage,
  transport: HandshakeRecord['transport'],
  refusal: Refusal | null,
): void {
  if (core.handshakes.size === 0) return
  core.handshakes.tell({
    transport,
    outcome: refusal === null ? 'accepted' : 'refused',
    refusal: refusal && {
      code: refusal.code,
      status: refusal.status,
      title: refusal.title,
      detail: refusal.detail,
    },
    probe: probeOf(request.url)?.id ?? null,
    arrived: arrivedRequest(describe(request, isPeerTrusted(core, request))),
  })
}
