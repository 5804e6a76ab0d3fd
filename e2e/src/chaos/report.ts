/** A run in words: what was done, how long it took, what was wrong. */
import type { BrokerKind } from './broker-between.ts'
import type { Settled } from './crowd.ts'
import type { PlannedFault } from './fault-plan.ts'

export interface RunReport extends Settled {
  broker: BrokerKind
  seed: number
  plan: readonly PlannedFault[]
  acknowledged: number
  /** How often a command was sent again. */
  repeats: number
  /** Publications that readers were given, of all their lists. */
  deliveries: number
  /** From the last command's begin until every command had its answer. */
  answeredMs: number
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

export function figuresOf(report: RunReport): string {
  const { broker, seed, plan, acknowledged, repeats, deliveries, answeredMs, convergedMs, toldMs } = report
  return [
    `${broker}, seed ${seed}: ${acknowledged} commands acknowledged (${repeats} sent again)`,
    `${deliveries} deliveries`,
    `${plan.length} faults`,
    `then without a broker: all answered in ${seconds(answeredMs)}, all readers there after ${seconds(convergedMs)}, all notified after ${seconds(toldMs)}`,
  ].join(', ')
}

/** For whoever looks for what went wrong. */
export function accountOf(report: RunReport): string {
  const faults = report.plan.map(
    ({ kind, index, fromMs, toMs }) => `  ${seconds(fromMs)} to ${seconds(toMs)}: ${kind} (${index + 1})`,
  )
  return [
    figuresOf(report),
    'Faults:',
    ...faults,
    'Findings:',
    ...report.findings.map((one) => `  ${one}`),
  ].join('\n')
}
