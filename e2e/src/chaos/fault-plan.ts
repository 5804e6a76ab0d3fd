/** Which faults a run has and when, drawn from its seed: two rows at once, each fault after the one before it. Pure. */

const ofServers = ['a server is killed', 'a server stands still'] as const
const ofOthers = [
  'the broker is killed',
  'a link to the broker is cut',
  'a link to the broker carries nothing',
  'a link to the broker is slow',
  'a link to the broker doubles and mixes',
  'PostgreSQL is killed',
  'a transaction stays open',
] as const

export type FaultKind = (typeof ofServers)[number] | (typeof ofOthers)[number]

/** Whether it is in the row of the servers or in that of all else. */
export const rowOf = (kind: FaultKind): 'servers' | 'others' =>
  (ofServers as readonly FaultKind[]).includes(kind) ? 'servers' : 'others'

export interface PlannedFault {
  kind: FaultKind
  /** Of the server, or of its link. */
  index: number
  /** From the begin of the run. */
  fromMs: number
  toMs: number
}

export interface PlanOptions {
  lengthMs: number
  servers: number
  random: () => number
}

/** The shortest and the longest time of each, as a part of the run: a minute has a transaction that is open for 15 s. */
const parts: Record<FaultKind, readonly [number, number]> = {
  'a server is killed': [0.02, 0.1],
  'a server stands still': [0.05, 0.25],
  'the broker is killed': [0.03, 0.1],
  'a link to the broker is cut': [0.03, 0.1],
  'a link to the broker carries nothing': [0.1, 0.2],
  'a link to the broker is slow': [0.05, 0.15],
  'a link to the broker doubles and mixes': [0.1, 0.25],
  'PostgreSQL is killed': [0.01, 0.05],
  'a transaction stays open': [0.15, 0.25],
}

/** By their begin. The last fifth is quiet but for what began before. */
export function drawPlan(options: PlanOptions): PlannedFault[] {
  const plan = [...drawRow(ofServers, options), ...drawRow(ofOthers, options)]
  return plan.toSorted((a, b) => a.fromMs - b.fromMs)
}

/** Each kind once before any comes again. */
function drawRow(kinds: readonly FaultKind[], { lengthMs, servers, random }: PlanOptions): PlannedFault[] {
  const between = (least: number, most: number) => lengthMs * (least + random() * (most - least))
  const row: PlannedFault[] = []
  const left: FaultKind[] = []
  for (let at = between(0.03, 0.1); at < lengthMs * 0.8; at += between(0.01, 0.06)) {
    if (left.length === 0) left.push(...kinds)
    const [kind] = left.splice(Math.floor(random() * left.length), 1)
    if (kind === undefined) break
    const toMs = at + between(...parts[kind])
    row.push({ kind, index: Math.floor(random() * servers), fromMs: Math.round(at), toMs: Math.round(toMs) })
    at = toMs
  }
  return row
}
