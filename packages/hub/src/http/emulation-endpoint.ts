/** `POST /emulation`: commands for a connection whose stream only brings messages down, on this node or another. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { decodeEmulationRequest, originFault } from '@copydesk/protocol'
import { refused } from '../handshake/gate.ts'
import { isCookieTrusted } from '../handshake/origin-rules.ts'
import { badRequest, bodyProblems, deliveryProblems, sendProblem } from '../handshake/problems.ts'
import type { HubCore } from '../hub-core.ts'
import { readBody } from './read-body.ts'

/** What the JSON around the commands may add to them, escapes included. */
const envelopeFactor = 2

export async function takeEmulation(
  core: Pick<HubCore, 'counters' | 'handshakes' | 'limits' | 'log' | 'nodes' | 'options'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { origin, host, cookie } = request.headers
  const fromPage = origin !== undefined || cookie !== undefined
  if (fromPage && !isCookieTrusted(request, core.options)) {
    sendProblem(response, refused(core, originFault(origin ?? 'null', host ?? ''), request, 'emulation'))
    return
  }
  const maxBytes = core.limits.maxMessageBytes * envelopeFactor
  const body = await readBody(request, maxBytes)
  if (!body.ok) {
    if (body.fault !== 'gone') sendProblem(response, bodyProblems[body.fault](maxBytes))
    return
  }
  const emulated = decodeEmulationRequest(body.text)
  if (emulated === null) {
    sendProblem(response, notEmulation)
    return
  }
  if (Buffer.byteLength(emulated.data) > core.limits.maxMessageBytes) {
    sendProblem(response, bodyProblems.too_large(core.limits.maxMessageBytes))
    return
  }
  const delivery = await core.nodes.emulation.deliver(emulated)
  if (delivery !== 'delivered') {
    sendProblem(response, deliveryProblems[delivery])
    return
  }
  if (!response.destroyed) response.writeHead(204, { 'cache-control': 'no-store' }).end()
}

const notEmulation = badRequest(
  'The body is not {"session", "node", "data"} with texts in them.',
  'Send the session and the node of the connect reply, and commands as text.',
)
