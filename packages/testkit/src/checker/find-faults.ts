/**
 * Reads a history as Elle reads those of databases (list-append: Kingsbury and Alvaro, VLDB 2020): entries are unique, so
 * who saw which of them in which order says what happened. A pure function; knows no server.
 */
import type { Append, FinalState, History, Observed, Received } from './history.ts'

export interface Fault {
  kind: /** Acknowledged, and not there at the end. */
    | 'lost'
    /** There twice, or come to a client twice. */
    | 'doubled'
    /** There although it was refused, or never sent. */
    | 'made up'
    /** Come in another order than the list has. */
    | 'reordered'
    /** A publication that a client should have been given is missing between two others. */
    | 'gap'
    /** One offset of one epoch stands for two publications. */
    | 'offset used twice'
    /** A snapshot that lacks what its position says it has. */
    | 'stale snapshot'
    /** What a client has at the end is not what is there. */
    | 'diverged'
  channel: string
  /** Where it was seen; undefined where it was not a client who saw it. */
  client?: string
  about: string
}

/** Everything wrong with the history; nothing wrong is an empty list. */
export function findFaults({ appends, observed, final }: History): Fault[] {
  return [
    ...final.flatMap((state) => faultsOfList(state, appends)),
    ...offsetsUsedTwice(observed),
    ...observed.flatMap((own) => {
      const state = final.find(({ channel }) => channel === own.channel)
      return state ? faultsOfClient(own, state) : []
    }),
  ]
}

function faultsOfList({ channel, entries }: FinalState, appends: readonly Append[]): Fault[] {
  const own = new Map(appends.filter((one) => one.channel === channel).map((one) => [one.entry, one.outcome]))
  const there = new Set(entries)
  const lost = [...own].filter(([entry, outcome]) => outcome === 'acknowledged' && !there.has(entry))
  const madeUp = [...there].filter((entry) => (own.get(entry) ?? 'refused') === 'refused')
  return [
    ...lost.map(([about]): Fault => ({ kind: 'lost', channel, about })),
    ...repeated(entries).map((about): Fault => ({ kind: 'doubled', channel, about })),
    ...madeUp.map((about): Fault => ({ kind: 'made up', channel, about })),
  ]
}

/** Two clients, or one twice, were given different things under one offset. */
function offsetsUsedTwice(observed: readonly Observed[]): Fault[] {
  const meaning = new Map<string, string | null>()
  const faults = new Map<string, Fault>()
  for (const { client, channel, received } of observed) {
    for (const one of received) {
      if (one.type !== 'publication') continue
      const key = `${channel} ${one.epoch} ${one.offset}`
      const known = meaning.get(key)
      if (known === undefined) meaning.set(key, one.entry)
      else if (known !== one.entry) {
        const about = `${one.offset}: ${known} and ${one.entry}`
        faults.set(key, { kind: 'offset used twice', channel, client, about })
      }
    }
  }
  return [...faults.values()]
}

function faultsOfClient({ client, channel, received }: Observed, state: FinalState): Fault[] {
  const faults: Fault[] = []
  const found = (kind: Fault['kind'], about: string) => void faults.push({ kind, channel, client, about })
  const place = new Map(state.entries.map((entry, index) => [entry, index]))
  let at: Position | undefined
  let has: string[] = []
  for (const one of received) {
    if (one.type === 'snapshot') {
      const missing = at && isAtOrAfter(one, at) ? has.filter((entry) => !one.entries.includes(entry)) : []
      for (const entry of missing) found('stale snapshot', `${entry} at ${one.offset}`)
      has = [...one.entries]
    } else {
      const gap = at && at.epoch === one.epoch ? one.offset - at.offset : 1
      if (gap > 1) found('gap', `${one.offset} after ${at?.offset}`)
      if (gap < 1) found('doubled', `offset ${one.offset} after ${at?.offset}`)
      if (at && at.epoch !== one.epoch) found('gap', `epoch ${one.epoch} without a snapshot`)
      if (one.entry !== null) has.push(one.entry)
    }
    at = one
  }
  for (const entry of repeated(has)) found('doubled', entry)
  for (const [index, entry] of has.entries()) {
    const before = has[index - 1]
    const isBefore = before !== undefined && (place.get(before) ?? -1) > (place.get(entry) ?? Infinity)
    if (isBefore) found('reordered', `${entry} after ${before}`)
  }
  if (at && isAtOrAfter(at, state)) {
    const given = new Set(has)
    for (const entry of state.entries) if (!given.has(entry)) found('diverged', `lacks ${entry}`)
    for (const entry of given) if (!place.has(entry)) found('diverged', `has ${entry}`)
  } else if (at) found('diverged', `stopped at ${at.epoch} ${at.offset} of ${state.epoch} ${state.offset}`)
  return faults
}

type Position = Pick<Received, 'epoch' | 'offset'>

function isAtOrAfter(position: Position, other: Position): boolean {
  return position.epoch === other.epoch && position.offset >= other.offset
}

function repeated(entries: readonly string[]): string[] {
  return entries.filter((entry, index) => entries.indexOf(entry) !== index)
}
