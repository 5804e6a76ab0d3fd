/**
 * Does a WebSocket open, and does it carry anything? Opening alone proves nothing: there are proxies that answer 101
 * and swallow what follows. So a greeting of the server and an echo must come; a foreign server is pinged instead.
 */
import { probeQuery } from '@copydesk/protocol'
import type { WebSocketEvidence } from '../evidence.ts'
import type { Opening, Probe, ProbeSocket } from '../probe.ts'
import {
  bad,
  type Check,
  type CheckContext,
  firstReplyMs,
  good,
  handshakeMs,
  type Line,
  replyMs,
  unclear,
} from './check.ts'
import { answerText, closingText, failureText, seconds } from './wording.ts'

/** The best of a few: the first one also pays for a cold path. */
const echoes = 3

export const webSocket: Check<'webSocket'> = {
  id: 'webSocket',
  title: 'WebSocket: open, first reply, echo',
  asserts: 'A WebSocket opens, and messages go through it both ways.',
  advice:
    'Compare with --direct: when that works, the proxy between is at fault, and it needs the Upgrade headers.',
  run: async (context): Promise<WebSocketEvidence> => {
    const opening = await openEcho(context)
    if (!opening.opened) return opening.evidence
    const { socket, answer } = opening
    try {
      const found = context.known.isCopydesk ? await listen(context.probe, socket) : await pingOnly(socket)
      return { outcome: 'open', answer, ...found }
    } finally {
      socket.close()
    }
  },
  tell: webSocketLine,
}

/** Opens the socket address in echo mode where the server is one of ours, plainly otherwise. */
export function openEcho(
  { probe, target, probeId, known }: CheckContext,
  { compress = false }: { compress?: boolean } = {},
): Promise<Opening> {
  const url = new URL(target.socket)
  if (known.isCopydesk) url.search = probeQuery({ id: probeId, echo: true, compress })
  return probe.open(url, { timeoutMs: handshakeMs, compress })
}

type Carried = Omit<Extract<WebSocketEvidence, { outcome: 'open' }>, 'outcome' | 'answer'>

async function listen(probe: Probe, socket: ProbeSocket): Promise<Carried> {
  const start = probe.now()
  const first = await socket.receive(firstReplyMs)
  if (first.kind === 'closed') return nothingCame(first.closing)
  if (first.kind === 'nothing') return speakFirst(socket)
  const tookMs = probe.now() - start
  const isOurs = isGreeting(first.text)
  const said = { speaker: isOurs ? 'ours' : 'another', heard: isOurs ? null : start60(first.text) } as const
  let roundTripMs: number | null = null
  for (let turn = 1; turn <= echoes; turn += 1) {
    const sentAt = probe.now()
    socket.send(`echo ${turn}`)
    const reply = await socket.receive(replyMs)
    if (reply.kind !== 'message') {
      const closing = reply.kind === 'closed' ? reply.closing : null
      return { ...said, carried: turn === 1 ? 'down' : 'both', firstReplyMs: tookMs, roundTripMs, closing }
    }
    // None of our servers answers an echo with other words.
    if (reply.text !== `echo ${turn}`) {
      const heard = said.heard ?? start60(reply.text)
      return { carried: 'both', speaker: 'another', heard, firstReplyMs: tookMs, roundTripMs, closing: null }
    }
    roundTripMs = Math.min(roundTripMs ?? Number.POSITIVE_INFINITY, probe.now() - sentAt)
  }
  return { ...said, carried: 'both', firstReplyMs: tookMs, roundTripMs, closing: null }
}

/** No greeting came: what does the other end make of a message? Ours would have greeted first. */
async function speakFirst(socket: ProbeSocket): Promise<Carried> {
  socket.send('echo 1')
  const reply = await socket.receive(replyMs)
  if (reply.kind !== 'message') return nothingCame(reply.kind === 'closed' ? reply.closing : null)
  const heard = start60(reply.text)
  const silent = nothingCame(null)
  return { ...silent, carried: 'both', speaker: 'another', heard }
}

function nothingCame(closing: Carried['closing']): Carried {
  return {
    carried: 'nothing',
    speaker: 'unknown',
    heard: null,
    firstReplyMs: null,
    roundTripMs: null,
    closing,
  }
}

const start60 = (text: string): string => text.slice(0, 60)

/** What our servers say first to a probe: their node, and the nodes that it hears. */
function isGreeting(text: string): boolean {
  try {
    const greeting: unknown = JSON.parse(text)
    return (
      typeof greeting === 'object' &&
      greeting !== null &&
      'node' in greeting &&
      typeof greeting.node === 'string' &&
      'hears' in greeting &&
      Array.isArray(greeting.hears)
    )
  } catch {
    return false
  }
}

/** A foreign server answers a ping, as every WebSocket does; what it would do with a message nobody knows. */
async function pingOnly(socket: ProbeSocket): Promise<Carried> {
  const roundTripMs = (await socket.ping?.(replyMs)) ?? null
  if (socket.ping === undefined) return { ...nothingCame(null), carried: 'untested' }
  const last = roundTripMs === null ? await socket.receive(0) : null
  const closing = last?.kind === 'closed' ? last.closing : null
  return {
    carried: roundTripMs === null ? 'nothing' : 'both',
    speaker: 'unknown',
    heard: null,
    firstReplyMs: roundTripMs,
    roundTripMs,
    closing,
  }
}

/** One line about an attempt to open a WebSocket. */
export function webSocketLine(found: WebSocketEvidence): Line {
  switch (found.outcome) {
    case 'open':
      if (found.speaker === 'another')
        return bad(`opens, but it is no server of ours that speaks: it says "${found.heard}"`)
      if (found.carried === 'both') return good(`opens and echoes in ${seconds(found.roundTripMs ?? 0)}`)
      if (found.carried === 'untested')
        return unclear('opens; whether it carries anything could not be tried')
      return bad(
        `opens, but ${found.carried === 'down' ? 'nothing sent from here arrives' : 'nothing comes through'}${
          found.closing ? `; it ended ${closingText(found.closing)}` : ''
        }`,
      )
    case 'refused':
      return bad(`refused: ${answerText(found.answer)}`)
    case 'redirected':
      return bad(`redirected to ${found.location ?? 'another address'}`)
    case 'damaged':
      return bad(`answered 101, but not a right one: ${found.detail}`)
    case 'closed_unopened':
      return bad(`did not open (${found.code}); a browser does not say why`)
    case 'forbidden':
      return bad(
        found.by === 'csp'
          ? `blocked by the page’s Content-Security-Policy (${found.directive})`
          : found.detail,
      )
    case 'failed':
      return bad(failureText(found.failure))
  }
}
