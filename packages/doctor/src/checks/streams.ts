/** Do streamed answers arrive as they are sent? A proxy that collects answers gives all events in one burst. */
import { connectionPaths, probeEvents, probeQuery } from '@copydesk/protocol'
import type { StreamEvidence } from '../evidence.ts'
import { markedProblem } from '../marked-problem.ts'
import { addressAt } from '../target.ts'
import { bad, type Check, type CheckContext, good, type Line, requestMs, unclear } from './check.ts'
import { answerText, failureText, seconds } from './wording.ts'

/** From the first to the last event, as the server sends them. */
export const expectedSpreadMs = (probeEvents.count - 1) * probeEvents.intervalMs

const advice = 'Switch response buffering off for /connection/ at the proxy, and compression of streams.'

export const httpStream: Check<'httpStream'> = {
  id: 'httpStream',
  title: 'HTTP stream: three timed events',
  asserts: 'Events of an HTTP stream, the next best transport, arrive one by one.',
  advice,
  run: (context) => run(context, 'http_stream', 'POST'),
  tell,
}

export const sse: Check<'sse'> = {
  id: 'sse',
  title: 'Server-sent events: three timed events',
  asserts: 'Server-sent events arrive one by one.',
  advice,
  run: (context) => run(context, 'sse', 'GET'),
  tell,
}

/** Once more where events came together: whatever keeps this machine busy for a moment looks the same. */
async function run(
  context: CheckContext,
  transport: 'http_stream' | 'sse',
  method: 'GET' | 'POST',
): Promise<StreamEvidence> {
  const first = await measure(context, transport, method)
  const isBurst = first.outcome === 'timed' && isBuffered(first)
  return isBurst ? measure(context, transport, method) : first
}

async function measure(
  { probe, target, probeId }: CheckContext,
  transport: 'http_stream' | 'sse',
  method: 'GET' | 'POST',
): Promise<StreamEvidence> {
  const url = addressAt(
    target.site,
    connectionPaths[transport] + probeQuery({ id: probeId, echo: true, compress: false }),
  )
  const answered = await probe.stream(url, { method, timeoutMs: requestMs })
  if (answered.outcome === 'failed') return answered
  if (answered.outcome === 'redirected') {
    return answered.answer
      ? { outcome: 'refused', answer: answered.answer }
      : { outcome: 'failed', failure: { reason: 'hidden', detail: 'redirected' } }
  }
  const { answer, pieces } = answered
  if (answer.status !== 200) return { outcome: 'refused', answer }
  const times = pieces.flatMap(({ atMs, text }) => Array.from(text.matchAll(/"event":/g), () => atMs))
  const [first] = times
  const last = times.at(-1)
  if (first === undefined || last === undefined) {
    return answered.ended ? { outcome: 'refused', answer } : { outcome: 'held', waitedMs: requestMs }
  }
  return {
    outcome: 'timed',
    events: times.length,
    expected: probeEvents.count,
    spreadMs: last - first,
    firstMs: first,
  }
}

/** Whether events that were sent apart came together. */
export function isBuffered(found: StreamEvidence): boolean {
  if (found.outcome === 'held') return true
  return found.outcome === 'timed' && found.events > 1 && found.spreadMs < expectedSpreadMs / 2
}

/** The server says that a setting switched it off. */
function isSwitchedOff(found: StreamEvidence): boolean {
  return found.outcome === 'refused' && markedProblem(found.answer)?.code === 'transport_off'
}

function tell(found: StreamEvidence): Line {
  switch (found.outcome) {
    case 'timed':
      return isBuffered(found)
        ? bad(`${found.events} events came in one burst after ${seconds(found.firstMs)}`)
        : good(`${found.events} events came over ${seconds(found.spreadMs)}, as sent`)
    case 'held':
      return bad(`nothing came within ${seconds(found.waitedMs)}: the answer is held back`)
    case 'refused':
      if (isSwitchedOff(found)) return unclear(`switched off: ${markedProblem(found.answer)?.detail}`)
      return bad(`refused: ${answerText(found.answer)}`)
    case 'failed':
      return bad(failureText(found.failure))
  }
}
