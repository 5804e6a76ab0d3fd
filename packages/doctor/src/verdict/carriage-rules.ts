/** What an open connection carries: nothing, small messages only, streams in bursts, or all of it until it is ended. */
import { isBuffered } from '../checks/streams.ts'
import { closingText, seconds } from '../checks/wording.ts'
import type { Evidence } from '../evidence.ts'
import type { Rule, Sighting } from './finding.ts'
import { isQuick, serverSaw } from './knowledge.ts'
import { isRestart } from './marked-rules.ts'

export const opensButSilent: Rule = (evidence) => {
  const { webSocket, echo } = evidence
  if (webSocket.outcome !== 'open' || webSocket.speaker === 'another') return []
  const { carried, closing, speaker } = webSocket
  if (carried === 'both' || carried === 'untested') return []
  const what =
    carried === 'nothing' ? 'no message came through it' : 'what is sent from here is never answered'
  const ended = closing === null ? '' : ` It ended ${closingText(closing)}.`
  const says = `The WebSocket opened with 101, and then ${what}.${ended}`
  if (serverSaw(evidence) === 'nothing') {
    const unseen = `${says} The server never saw its handshake, so that something else answered it.`
    return [
      {
        cause: 'another_server',
        says: unseen,
        basedOn: ['webSocket', 'seen'],
        rivals: ['query_lost', 'another_reason'],
      },
    ]
  }
  // A restart explains the silence, and so does a hub that was asked without our query.
  if (isRestart(closing) || (echo.outcome === 'echoed' && echo.queryArrived === false)) return []
  // One that says why it closes is heard: it is no silence.
  if (closing !== null && closing.code !== 1006) return []
  const rivals = ['another_server', 'query_lost', 'slow_way'] as const
  return [
    {
      cause: 'opens_but_silent',
      says,
      basedOn: ['webSocket'],
      // The greeting came, so that the query did, and in time.
      rivals: speaker === 'ours' ? [] : rivals,
      otherwise: isQuick(evidence) ? 'likely' : 'possible',
    },
  ]
}

/** Messages came that none of our servers sends. */
export const anotherSpeaks: Rule = ({ webSocket, isCopydesk, seen }) => {
  if (!isCopydesk || webSocket.outcome !== 'open' || webSocket.speaker !== 'another') return []
  const unseen =
    seen.outcome === 'asked' && seen.webSocket.length === 0
      ? ' Of its handshake the server has no record.'
      : ''
  const says = `A WebSocket opens, and who answers there says "${webSocket.heard}", which Copydesk never does.${unseen}`
  return [{ cause: 'another_server', says, basedOn: ['webSocket'], rivals: ['newer_version'] }]
}

export const mangledFrames: Rule = ({ largeFrame, compressedFrame }) => {
  const sightings: Sighting[] = []
  const largeFails = largeFrame.outcome === 'lost' || largeFrame.outcome === 'altered'
  const compressedFails = compressedFrame.outcome === 'lost' || compressedFrame.outcome === 'altered'
  const rivals = ['slow_line', 'another_server'] as const
  if (largeFails && !largeFrame.compressed) {
    const ended =
      largeFrame.outcome === 'lost' ? `; the connection ended ${closingText(largeFrame.closing)}` : ''
    const says = `A short message comes back, one of ${largeFrame.bytes} bytes does not${ended}.`
    // Without an end of the connection nobody can tell loss from slowness.
    const isCut = largeFrame.outcome === 'altered' || largeFrame.closing !== null
    const otherwise = isCut ? 'likely' : 'possible'
    sightings.push({ cause: 'large_messages_lost', says, basedOn: ['largeFrame'], rivals, otherwise })
  }
  const worksPlainly = largeFrame.outcome === 'echoed' && !largeFrame.compressed
  if (compressedFails && worksPlainly) {
    const how = compressedFrame.outcome === 'lost' ? `: ${compressedFrame.detail}` : ''
    const says = `A large message comes back as it was sent, but not once it is compressed${how}.`
    const basedOn = ['largeFrame', 'compressedFrame'] as const
    sightings.push({ cause: 'compression_mangled', says, basedOn, rivals })
  } else if (largeFails && largeFrame.compressed) {
    const says = 'Short messages come back, a large compressed one does not.'
    sightings.push({
      cause: 'compression_mangled',
      says,
      basedOn: ['largeFrame'],
      rivals: ['another_reason'],
    })
  }
  return sightings
}

export const bufferedStreams: Rule = ({ httpStream, sse }) => {
  const basedOn = (['httpStream', 'sse'] as const).filter((id) => {
    const found = { httpStream, sse }[id]
    return found.outcome !== 'skipped' && isBuffered(found)
  })
  if (basedOn.length === 0) return []
  const which = basedOn.map((id) => (id === 'sse' ? 'server-sent events' : 'the HTTP stream')).join(' and ')
  const says = `Three events sent 0.3 s apart came in one burst, or not at all, on ${which}.`
  return [{ cause: 'stream_buffered', says, basedOn, rivals: ['sent_late'] }]
}

export const http2Mismatch: Rule = ({ http2, webSocket }) => {
  if (http2.outcome !== 'refused' || webSocket.outcome === 'skipped') return []
  const status = http2.status === null ? http2.detail : `${http2.status}`
  const opens = webSocket.outcome === 'open'
  const overOne = opens ? 'It opens over HTTP/1.1' : 'Over HTTP/1.1 it does not open either'
  const says = `${overOne}; over HTTP/2, which browsers use where it is offered, it fails (${status}).`
  const isSaid = opens && http2.status !== null
  return [
    {
      cause: 'http2_mismatch',
      says,
      basedOn: ['http2', 'webSocket'],
      rivals: isSaid ? [] : ['another_reason'],
      otherwise: opens ? 'likely' : 'possible',
    },
  ]
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
    return [{ cause: 'age_limit', says, basedOn: ['idle'], rivals: ['server_closes'] }]
  }
  const pingMs = pingIntervalMs(evidence)
  const what = `A connection on which nothing is sent is ended after ${seconds(limitMs)}`
  if (pingMs === null || limitMs < pingMs) {
    const ours = pingMs === null ? '' : `, and the server pings every ${seconds(pingMs)}`
    return [{ cause: 'idle_timeout', says: `${what}${ours}.`, basedOn: ['idle'], rivals: ['server_closes'] }]
  }
  if (limitMs >= pingMs * safeFactor) return []
  const says = `${what}, and the server pings every ${seconds(pingMs)}: any delay and it is too late.`
  return [{ cause: 'ping_races_timeout', says, basedOn: ['idle'], rivals: ['server_closes'] }]
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
    {
      cause,
      says: `${says} The server pings every ${pingSeconds} s.`,
      basedOn: ['report'],
      rivals: ['another_reason'],
    },
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
