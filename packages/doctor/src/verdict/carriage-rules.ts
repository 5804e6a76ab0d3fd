/** What an open connection carries: nothing, small messages only, streams in bursts, or all of it until it is ended. */
import { isBuffered } from '../checks/streams.ts'
import { closingText, seconds } from '../checks/wording.ts'
import type { Evidence } from '../evidence.ts'
import { type Finding, finding, type Rule } from './finding.ts'
import { isRestart } from './marked-rules.ts'

export const opensButSilent: Rule = ({ webSocket }) => {
  if (webSocket.outcome !== 'open') return []
  const { carried, closing } = webSocket
  if (carried === 'both' || carried === 'untested') return []
  // A restart explains the silence.
  if (isRestart(closing)) return []
  const what =
    carried === 'nothing' ? 'no message came through it' : 'what is sent from here is never answered'
  const ended = closing === null ? '' : ` It ended ${closingText(closing)}.`
  return [
    finding('opens_but_silent', {
      confidence: 'certain',
      says: `The WebSocket opened with 101, and then ${what}.${ended}`,
      basedOn: ['webSocket'],
    }),
  ]
}

export const mangledFrames: Rule = ({ largeFrame, compressedFrame }) => {
  const findings: Finding[] = []
  const largeFails = largeFrame.outcome === 'lost' || largeFrame.outcome === 'altered'
  const compressedFails = compressedFrame.outcome === 'lost' || compressedFrame.outcome === 'altered'
  if (largeFails && !largeFrame.compressed) {
    const ended =
      largeFrame.outcome === 'lost' ? `; the connection ended ${closingText(largeFrame.closing)}` : ''
    const says = `A short message comes back, one of ${largeFrame.bytes} bytes does not${ended}.`
    findings.push(finding('large_messages_lost', { confidence: 'certain', says, basedOn: ['largeFrame'] }))
  }
  const worksPlainly = largeFrame.outcome === 'echoed' && !largeFrame.compressed
  if (compressedFails && worksPlainly) {
    const how = compressedFrame.outcome === 'lost' ? `: ${compressedFrame.detail}` : ''
    const says = `A large message comes back as it was sent, but not once it is compressed${how}.`
    findings.push(
      finding('compression_mangled', {
        confidence: 'certain',
        says,
        basedOn: ['largeFrame', 'compressedFrame'],
      }),
    )
  } else if (largeFails && largeFrame.compressed) {
    const says = 'Short messages come back, a large compressed one does not.'
    findings.push(finding('compression_mangled', { confidence: 'likely', says, basedOn: ['largeFrame'] }))
  }
  return findings
}

export const bufferedStreams: Rule = ({ httpStream, sse }) => {
  const basedOn = (['httpStream', 'sse'] as const).filter((id) => {
    const found = { httpStream, sse }[id]
    return found.outcome !== 'skipped' && isBuffered(found)
  })
  if (basedOn.length === 0) return []
  const which = basedOn.map((id) => (id === 'sse' ? 'server-sent events' : 'the HTTP stream')).join(' and ')
  const says = `Three events sent 0.3 s apart came in one burst, or not at all, on ${which}.`
  return [finding('stream_buffered', { confidence: 'certain', says, basedOn })]
}

export const http2Mismatch: Rule = ({ http2, webSocket }) => {
  if (http2.outcome !== 'refused' || webSocket.outcome === 'skipped') return []
  const status = http2.status === null ? http2.detail : `${http2.status}`
  const opens = webSocket.outcome === 'open'
  const overOne = opens ? 'It opens over HTTP/1.1' : 'Over HTTP/1.1 it does not open either'
  const says = `${overOne}; over HTTP/2, which browsers use where it is offered, it fails (${status}).`
  const confidence = opens ? 'certain' : 'possible'
  return [finding('http2_mismatch', { confidence, says, basedOn: ['http2', 'webSocket'] })]
}

/** What the idle test saw: the limit on silence, and whether pings keep a connection alive. */
export const idleLimit: Rule = (evidence) => {
  const { idle } = evidence
  if (idle.outcome !== 'watched') return []
  const silent = idle.lines.find(({ pingEveryMs }) => pingEveryMs === null)
  const limitMs = silent?.endedAfterMs ?? null
  if (limitMs === null) return []
  const busyEnded = idle.lines.some(
    ({ pingEveryMs, endedAfterMs }) =>
      pingEveryMs !== null && pingEveryMs < limitMs / 2 && endedAfterMs !== null,
  )
  // Not silence then: all of them are ended at an age, or the server went away.
  if (busyEnded) {
    if (idle.lines.some(({ closing }) => isRestart(closing))) return []
    const says = `A connection is ended after ${seconds(limitMs)}, also one on which something is sent every few seconds.`
    return [finding('age_limit', { confidence: 'certain', says, basedOn: ['idle'] })]
  }
  const pingMs = pingIntervalMs(evidence)
  const what = `A connection on which nothing is sent is ended after ${seconds(limitMs)}`
  if (pingMs === null || limitMs < pingMs) {
    const ours = pingMs === null ? '' : `, and the server pings every ${seconds(pingMs)}`
    return [finding('idle_timeout', { confidence: 'certain', says: `${what}${ours}.`, basedOn: ['idle'] })]
  }
  if (limitMs >= pingMs * safeFactor) return []
  const says = `${what}, and the server pings every ${seconds(pingMs)}: any delay and it is too late.`
  return [finding('ping_races_timeout', { confidence: 'certain', says, basedOn: ['idle'] })]
}

/** Connections that end without a close frame, most at the same age. */
export const dropsAtOneAge: Rule = (evidence) => {
  const { report, idle } = evidence
  if (report.outcome !== 'reported' || idle.outcome === 'watched') return []
  const ages = report.report.ends
    .filter(({ code, ageSeconds }) => code === 1006 && ageSeconds >= 5)
    .map(({ ageSeconds }) => ageSeconds)
    .toSorted((a, b) => a - b)
  const median = ages[Math.floor(ages.length / 2)]
  if (ages.length < minDrops || median === undefined) return []
  const near = ages.filter((age) => Math.abs(age - median) <= Math.max(1, median * 0.1))
  if (near.length < ages.length * 0.8) return []
  const says = `${near.length} of the last ${ages.length} connections that ended without a close frame did so at an age of about ${Math.round(median)} s.`
  const pingSeconds = report.report.pingSeconds
  const isSilence = median < pingSeconds * safeFactor
  // Pings come twice within this time, so it is not silence that ends them.
  const cause = !isSilence ? 'age_limit' : median < pingSeconds ? 'idle_timeout' : 'ping_races_timeout'
  return [
    finding(cause, {
      confidence: 'likely',
      says: `${says} The server pings every ${pingSeconds} s.`,
      basedOn: ['report'],
    }),
  ]
}

/** Twice the interval of the pings is enough; a measured limit may be a little less than the one that was set. */
const safeFactor = 1.9

/** Fewer say nothing. */
const minDrops = 5

function pingIntervalMs({ echo, connect }: Evidence): number | null {
  if (echo.outcome === 'echoed') return echo.echo.pingSeconds * 1000
  if (connect.outcome === 'connected' && connect.pingSeconds !== null) return connect.pingSeconds * 1000
  return null
}
