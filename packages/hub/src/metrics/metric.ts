/** A figure for Prometheus: its name is chosen where it is defined, its value is read when it is asked for. */

export interface MetricDefinition {
  /** Counters only grow. */
  kind: 'gauge' | 'counter'
  help: string
  /** What the values are told apart by; without it there is one value. */
  label?: string
}

/** One value, or values by those of the label. */
export type MetricValue = number | Readonly<Record<string, number>>
