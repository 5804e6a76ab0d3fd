/** Do large messages come through whole? 64 kB is the most the hub takes, and the first length that needs eight bytes. */
import type { CheckId, FrameEvidence, Skipped } from '../evidence.ts'
import type { ProbeSocket } from '../probe.ts'
import {
  bad,
  type Check,
  type CheckContext,
  firstReplyMs,
  good,
  type Line,
  largeReplyMs,
  skipped,
} from './check.ts'
import { openEcho } from './web-socket.ts'
import { closingText, seconds } from './wording.ts'

export const largeBytes = 64 * 1024

export const largeFrame: Check<'largeFrame'> = {
  ...frameCheck('largeFrame', false),
  title: 'A message of 64 kB',
  asserts: 'A message of 64 kB comes back as it was sent.',
  advice: 'Something on the way limits or inspects messages; look at its WebSocket or request-body limits.',
}

export const compressedFrame: Check<'compressedFrame'> = {
  ...frameCheck('compressedFrame', true),
  title: 'A message of 64 kB, compressed',
  asserts: 'A compressed message comes back as it was sent.',
  advice:
    'Copydesk does not compress its own connections; other services behind this proxy should not either.',
}

function frameCheck<Id extends CheckId & ('largeFrame' | 'compressedFrame')>(id: Id, compress: boolean) {
  return { id, run: (context: CheckContext) => run(context, compress), tell }
}

async function run(context: CheckContext, compress: boolean): Promise<FrameEvidence | Skipped> {
  const { probe } = context
  const opening = await openEcho(context, { compress })
  if (!opening.opened) return skipped('the WebSocket did not open again')
  const { socket } = opening
  try {
    if (compress && !socket.isCompressed) return skipped('compression was not agreed, so none can be mangled')
    const greeting = await socket.receive(firstReplyMs)
    if (greeting.kind !== 'message') {
      // Compressed are short messages too, so a mangler of compression spoils the very first one.
      return compress ? lost(greeting, true) : skipped('not even a short message came through')
    }
    const compressed = socket.isCompressed
    const text = sample(largeBytes)
    const sentAt = probe.now()
    socket.send(text)
    const reply = await socket.receive(largeReplyMs)
    if (reply.kind === 'message') {
      const ms = probe.now() - sentAt
      return reply.text === text
        ? { outcome: 'echoed', bytes: largeBytes, ms, compressed }
        : { outcome: 'altered', bytes: largeBytes, compressed }
    }
    return lost(reply, compressed)
  } finally {
    socket.close()
  }
}

function lost(
  reply: Exclude<Awaited<ReturnType<ProbeSocket['receive']>>, { kind: 'message' }>,
  compressed: boolean,
): FrameEvidence {
  const closing = reply.kind === 'closed' ? reply.closing : null
  const detail = reply.kind === 'closed' ? reply.detail : 'no echo came'
  return { outcome: 'lost', bytes: largeBytes, compressed, closing, detail }
}

/** Text that compresses a little, and shows any piece that was lost or moved. */
function sample(bytes: number): string {
  let text = ''
  for (let line = 0; text.length < bytes; line += 1) text += `line ${line} of a large message\n`
  return text.slice(0, bytes)
}

function tell(found: FrameEvidence): Line {
  switch (found.outcome) {
    case 'echoed':
      return good(`comes back whole in ${seconds(found.ms)}`)
    case 'altered':
      return bad('comes back altered')
    case 'lost':
      return bad(`does not come back; ${found.detail}, the connection ended ${closingText(found.closing)}`)
  }
}
