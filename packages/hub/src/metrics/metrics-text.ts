/** Figures in the Prometheus text format (version 0.0.4), for a hub that runs without the product's metrics. Pure. */
import type { MetricDefinition, MetricValue } from './metric.ts'

export const metricsType = 'text/plain; version=0.0.4; charset=utf-8'

export interface Metric extends MetricDefinition {
  name: string
  value: MetricValue
}

export function metricsText(metrics: readonly Metric[]): string {
  return metrics.map(metricText).join('')
}

function metricText({ name, kind, help, label, value }: Metric): string {
  const values =
    typeof value === 'number'
      ? [`${name} ${numberText(value)}`]
      : Object.entries(value).map(([key, each]) => `${name}{${label}="${escaped(key)}"} ${numberText(each)}`)
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, ...values, ''].join('\n')
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf'
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value)
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
