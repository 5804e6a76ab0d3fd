/**
 * Which transport serves: WebSocket → HTTP stream → polling. Pure. A transport that fails while HTTP answers is
 * itself to blame and is left for the next one below; after the last the round begins anew at the top. While a
 * worse one serves, a better one is tried again from time to time (`climb`).
 *
 *   websocket ── blamed ──▶ http_stream ── blamed ──▶ poll ── blamed ──▶ (wait, then from the top)
 *       ▲                        ▲                      │
 *       └──── a climb worked ────┴──── a climb worked ──┘
 *
 * One that worked before is given more chances than one that never did. Decides nothing about waiting.
 */
import type { Transport } from '@copydesk/contract'

/** The transports this client speaks, best first. SSE shares the fate of HTTP streams and is left to others. */
export const rungs = ['websocket', 'http_stream', 'poll'] as const satisfies Transport[]
export type Rung = (typeof rungs)[number]

/** What became of a try, as far as it can be known from here. */
export type Trouble =
  | 'connection_lost'
  | 'no_connection'
  | 'no_reply'
  | 'refused'
  | 'server_unreachable'
  | 'changing_transport'

export interface Ladder {
  /** What this client speaks where it runs, best first. */
  spoken: readonly Rung[]
  /** What the server offers and this client speaks, best first. */
  offered: readonly Rung[]
  /** The one in use, or to be tried next; null before anything was offered and nothing is remembered. */
  rung: Rung | null
  /** It worked since it was taken. */
  isProven: boolean
  /** Failures in a row that were its own. */
  strikes: number
  /** Tries of a better one since the best one last stood for long; the delay between them grows with it. */
  climbs: number
  /** Something changed for the better: a better one is worth a try soon. */
  isEager: boolean
  /** The last one that was left because it failed, and how it did. */
  fallen: { rung: Rung; trouble: Trouble } | null
}

/** Failures in a row after which a transport is left. */
const unprovenLimit = 1
const provenLimit = 3

/** Before anything is known but, perhaps, what worked here a while ago. */
export function initialLadder(spoken: readonly Rung[], remembered: Rung | null): Ladder {
  return {
    spoken,
    offered: [],
    rung: remembered,
    isProven: false,
    strikes: 0,
    climbs: 0,
    isEager: false,
    fallen: null,
  }
}

/** The server said what it offers. The rung stays if it is among it. */
export function offer(ladder: Ladder, transports: readonly Rung[]): Ladder {
  const offered = ladder.spoken.filter((rung) => transports.includes(rung))
  if (offered.join() === ladder.offered.join() && ladder.rung) return ladder
  const fallen = ladder.fallen && offered.includes(ladder.fallen.rung) ? ladder.fallen : null
  if (!ladder.rung || !offered.includes(ladder.rung)) {
    return { ...take(ladder, offered[0] ?? null), offered, fallen }
  }
  const isEager = offered.some((rung) => isBetter(rung, ladder.rung) && !ladder.offered.includes(rung))
  const isNews = isEager && ladder.offered.length > 0
  return { ...ladder, offered, fallen, ...(isNews ? { isEager, climbs: 0 } : {}) }
}

/** The rung failed and it was its own fault. It changes when that happened too often. */
export function blame(ladder: Ladder, trouble: Trouble): Ladder {
  const strikes = ladder.strikes + 1
  if (!ladder.rung || strikes < (ladder.isProven ? provenLimit : unprovenLimit)) return { ...ladder, strikes }
  const below = ladder.offered.find((rung) => isBetter(ladder.rung, rung))
  const next = take(ladder, below ?? ladder.offered[0] ?? ladder.rung)
  return below ? { ...next, fallen: { rung: ladder.rung, trouble } } : next
}

/** The rung replied. */
export function prove(ladder: Ladder): Ladder {
  const fallen = isBest(ladder) ? null : ladder.fallen
  return ladder.isProven && fallen === ladder.fallen ? ladder : { ...ladder, isProven: true, fallen }
}

/** The rung has stood for a while. */
export function settle(ladder: Ladder): Ladder {
  const climbs = isBest(ladder) ? 0 : ladder.climbs
  return ladder.strikes === 0 && climbs === ladder.climbs ? ladder : { ...ladder, strikes: 0, climbs }
}

/** The better one to try next in one climb, after `tried` failed (null: none was tried yet). */
export function nextAbove(ladder: Ladder, tried: Rung | null): Rung | null {
  return (
    ladder.offered.find((rung) => isBetter(rung, ladder.rung) && (!tried || isBetter(tried, rung))) ?? null
  )
}

/** A climb ended: with a better rung that replied, or with none. */
export function climbed(ladder: Ladder, to: Rung | null): Ladder {
  const counted = { ...ladder, climbs: ladder.climbs + 1, isEager: false }
  return to ? prove(take(counted, to)) : counted
}

/** The network may be another one now: a better transport deserves a try soon. */
export function encourage(ladder: Ladder): Ladder {
  return ladder.isEager && ladder.climbs === 0 && ladder.strikes === 0
    ? ladder
    : { ...ladder, isEager: true, climbs: 0, strikes: 0 }
}

/** A better one than the present rung is spoken here, though it may not be offered now. */
export function isBelowTop(ladder: Ladder): boolean {
  return isBetter(ladder.spoken[0] ?? null, ladder.rung)
}

/** Whether `a` comes before `b` on the ladder. */
export function isBetter(a: Rung | null, b: Rung | null): boolean {
  return a !== null && b !== null && rungs.indexOf(a) < rungs.indexOf(b)
}

function isBest(ladder: Ladder): boolean {
  return ladder.rung === ladder.offered[0]
}

function take(ladder: Ladder, rung: Rung | null): Ladder {
  return { ...ladder, rung, isProven: false, strikes: 0 }
}
