/**
 * Answers the doctor's probe of a stream: a few events at a steady pace, then the end. Who receives them all at once
 * knows that something on the way collects answers. Same headers and framing as a real stream.
 */
import type { ServerResponse } from 'node:http'
import { probeEvents } from '@copydesk/protocol'
import type { Framing } from '../connections/transport.ts'
import { streamHeaders } from '../http/stream-framing.ts'
import type { HubCore } from '../hub-core.ts'

export function sendProbeEvents(
  { carriers, environment, nodeId }: Pick<HubCore, 'carriers' | 'environment' | 'nodeId'>,
  { framing, contentType }: { framing: Framing; contentType: string },
  response: ServerResponse,
): void {
  response.writeHead(200, streamHeaders(contentType))
  carriers.add(response)
  let cancel = () => {}
  response.on('close', () => {
    cancel()
    carriers.delete(response)
  })
  const send = (event: number): void => {
    response.write(framing(JSON.stringify({ event, node: nodeId })))
    if (event === probeEvents.count) response.end()
    else cancel = environment.after(probeEvents.intervalMs, () => send(event + 1))
  }
  send(1)
}
