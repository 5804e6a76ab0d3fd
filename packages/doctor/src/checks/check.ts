/** What a check is made of, and what it gets to work with. */
import type { CheckId, Evidence, PathFrom, Skipped } from '../evidence.ts'
import type { Probe } from '../probe.ts'

export interface Target {
  /** Scheme, host and the path that all of Copydesk is below, by HTTP, with a slash at the end. */
  site: URL
  /** Where the WebSocket is, with an http(s) scheme and without a query. */
  socket: URL
  pathFrom: PathFrom
  /** A connection token, for the checks that need to be somebody. */
  token?: string
  /** Look for idle limits as well, which takes more than a minute; of two ways at once for as long as the first needs. */
  idle: IdleWatch | null
}

export interface IdleWatch {
  /** How long to watch; it becomes shorter once a limit was found. */
  ms: number
}

/** Beyond the 60 s that most proxies have; the server's own pings need half of this at most. */
export const newIdleWatch = (): IdleWatch => ({ ms: 75_000 })

export interface CheckContext {
  probe: Probe
  target: Target
  /** Random, for this run and address: what the server saw of its requests is found again by it. */
  probeId: string
  /** What is known so far. */
  known: Readonly<Evidence>
}

/** One line about what a check found. */
export interface Line {
  mark: 'good' | 'bad' | 'unclear'
  text: string
}

export interface Check<Id extends CheckId> {
  id: Id
  /** What it does, for progress. */
  title: string
  /** What holds when all is well. */
  asserts: string
  /** Where to look first when that does not hold; the verdict says more. */
  advice: string
  run(context: CheckContext): Promise<Evidence[Id]>
  tell(found: Exclude<Evidence[Id], Skipped>): Line
}

/** How long one request, one handshake, one reply may take. A dead server is told from a slow one well within 15 s. */
export const requestMs = 4_000
export const handshakeMs = 4_000
export const replyMs = 2_500
/** For the first message of a WebSocket: a little longer than the app itself waits before it takes another transport. */
export const firstReplyMs = 5_500
/** For a large message: 64 kB go both ways within this also at 40 kB/s, beside other checks. */
export const largeReplyMs = 12_000
/** Once more, where nothing answered in time. */
export const patienceMs = 9_000

export function skipped(why: string): Skipped {
  return { outcome: 'skipped', why }
}

export const good = (text: string): Line => ({ mark: 'good', text })
export const bad = (text: string): Line => ({ mark: 'bad', text })
export const unclear = (text: string): Line => ({ mark: 'unclear', text })
