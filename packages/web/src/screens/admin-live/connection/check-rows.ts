/** What each check is doing or has found, as rows to be shown while they run and afterwards. Pure. */
import {
  type AppEvidence,
  checks,
  type Evidence,
  type PageEvidence,
  type RunCheckId,
  redact,
  tell,
} from '@copydesk/doctor'

export type CheckMark = 'waiting' | 'running' | 'good' | 'bad' | 'unclear' | 'skipped'

export interface CheckRow {
  id: RunCheckId | 'page' | 'app'
  title: string
  mark: CheckMark
  /** What was found, or why it was not tried. */
  text: string
  /** Once it has ended. */
  details: CheckDetails | null
}

export interface CheckDetails {
  /** What holds when all is well. */
  asserts: string
  /** Where to look first; null when all is well. */
  advice: string | null
  /** The evidence as JSON. */
  facts: string
}

/** How far each check has got; those not named have not begun. */
export type Progress = Readonly<Partial<Record<RunCheckId, 'begun' | 'ended'>>>

/** `evidence` is null until the first check has begun. `isDone`: no more will run. */
export function checkRows(evidence: Evidence | null, progress: Progress, isDone: boolean): CheckRow[] {
  const rows = Object.values(checks).map(({ id, title, asserts, advice }): CheckRow => {
    if (evidence === null || (!isDone && progress[id] !== 'ended')) {
      return { id, title, mark: progress[id] === 'begun' ? 'running' : 'waiting', text: '', details: null }
    }
    const found = evidence[id]
    if (found.outcome === 'skipped') {
      return {
        id,
        title,
        mark: 'skipped',
        text: id === 'idle' ? idleSkipped : `Not tried: ${found.why}`,
        details: null,
      }
    }
    const { mark, text } = tell(id, found)
    const details = { asserts, advice: mark === 'good' ? null : advice, facts: factsOf(found) }
    return { id, title, mark, text, details }
  })
  if (!isDone || evidence === null) return rows
  const { page, app } = evidence
  return [
    ...rows,
    ...(page.outcome === 'page' ? [pageRow(page)] : []),
    ...(app.outcome === 'told' ? [appRow(app)] : []),
  ]
}

function pageRow({ protocol, hasSharedWorker, windows, gap }: PageEvidence): CheckRow {
  const speaks = protocol === null ? [] : [protocolNames[protocol] ?? protocol]
  const open = windows === null ? [] : [`${windows} ${windows === 1 ? 'window' : 'windows'} of yours open`]
  const shares = hasSharedWorker ? 'windows share one connection' : 'each window has a connection of its own'
  const slept = gap === null ? [] : [`stood still for ${Math.round(gap.ms / 1000)} s`]
  const text = [...speaks, ...open, shares, ...slept].join('; ')
  return { id: 'page', title: 'This browser', mark: 'good', text, details: null }
}

/** What the window says of its own connection, beside which the checks ran. */
function appRow({ status, words, transport, notLiveMs }: AppEvidence): CheckRow {
  const isUp = status === 'live' || status === 'delayed'
  const how = transport === null ? '' : ` (${transportNames[transport]})`
  const since = notLiveMs === 0 ? '' : ` Not live for ${Math.round(notLiveMs / 1000)} s.`
  const mark = isUp ? 'good' : 'unclear'
  return {
    id: 'app',
    title: 'The connection of this window',
    mark,
    text: `${words}${how}${since}`,
    details: null,
  }
}

const transportNames = { websocket: 'WebSocket', http_stream: 'HTTP stream', poll: 'polling' } as const

const protocolNames: Readonly<Record<string, string>> = { 'http/1.1': 'HTTP/1.1', h2: 'HTTP/2', h3: 'HTTP/3' }

/** The check says it in the words of the command line. */
const idleSkipped = 'Not tried: it takes more than a minute, and has a button of its own'

/** Each text by itself: a pattern must not reach over the quotes of JSON. */
function factsOf(found: Evidence[RunCheckId]): string {
  return JSON.stringify(
    found,
    (_key, value: unknown) => (typeof value === 'string' ? redact(value) : value),
    2,
  )
}
