/**
 * What else would look the same. A sighting names its rivals; it is *certain* only when something that was seen rules
 * each of them out, and those that are left are told beside it. No rule decides by itself how sure it is.
 */
import type { Answer, Evidence } from '../evidence.ts'
import { markedProblem } from '../marked-problem.ts'
import { isOurSocket, isQuick, reachesServer, serverSaw, windowsHoldAllConnections } from './knowledge.ts'

interface Rival {
  /** After "It could also be that ". */
  words: string
  isRuledOut: (evidence: Evidence) => boolean
}

const never = () => false
const isMarked = (found: { outcome: string; answer?: Answer | null }) =>
  markedProblem(found.answer ?? null) !== null

export const rivals = {
  another_server: {
    words: 'another server answers there',
    isRuledOut: isOurSocket,
  },
  newer_version: {
    words: 'a version of Copydesk that this doctor does not know greets in its own way',
    isRuledOut: (evidence) =>
      serverSaw(evidence) === 'nothing' ||
      (evidence.echo.outcome === 'echoed' && evidence.echo.queryArrived === false),
  },
  query_lost: {
    words: 'the query of the address is lost on this path, by which the server would know the attempt',
    isRuledOut: (evidence) => serverSaw(evidence) !== 'unknown',
  },
  kept_answer: {
    words: 'an answer to somebody else was kept and given again',
    isRuledOut: ({ seen, plainGet, webSocket }) =>
      seen.outcome === 'asked' &&
      seen.isComplete &&
      !seen.plainGet &&
      seen.webSocket.length === 0 &&
      // Both came to the server, as its answers show, and it has the mark of neither.
      (isMarked(plainGet) || isMarked(webSocket) || webSocket.outcome === 'open'),
  },
  slow_way: {
    words: 'the way is so slow that nothing came in time',
    isRuledOut: isQuick,
  },
  no_connection_left: {
    words: 'the browser keeps its requests back, because other windows hold all its connections to this host',
    isRuledOut: ({ page }) => !windowsHoldAllConnections(page),
  },
  slow_line: {
    words: 'the line is too slow for that much in this time',
    isRuledOut: ({ largeFrame, compressedFrame }) =>
      [largeFrame, compressedFrame].some(
        (found) => found.outcome === 'altered' || (found.outcome === 'lost' && found.closing !== null),
      ),
  },
  sent_late: {
    words: 'the server itself sent them late',
    isRuledOut: ({ httpStream, sse, seen }) =>
      seen.outcome === 'asked' &&
      seen.streams.some(({ outcome }) => outcome === 'accepted') &&
      httpStream.outcome !== 'skipped' &&
      sse.outcome !== 'skipped',
  },
  server_closes: {
    words: 'the server itself ends such connections',
    isRuledOut: isOurSocket,
  },
  cookie_gate: {
    words: 'it lets those through who keep its cookie, as browsers do',
    isRuledOut: ({ redirects }) => redirects.outcome === 'followed' && redirects.answer?.setsCookie !== true,
  },
  another_reason: {
    words: 'it has a reason that does not show from here',
    isRuledOut: never,
  },
  server_down: {
    words: 'it is not WebSockets in particular that are refused',
    isRuledOut: reachesServer,
  },
} as const satisfies Record<string, Rival>

export type RivalId = keyof typeof rivals
