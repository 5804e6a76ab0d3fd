/** The figures of a hub in the Prometheus text format, for a hub that runs without the product's metrics. Pure. */
import type { HubStats } from '../core/stats.ts'

const prefix = 'copydesk_hub_'

export function metricsText({ transports, drops, refusals, errors, ...figures }: HubStats): string {
  const gauges = ['connections', 'subscriptions', 'channels']
  const lines = Object.entries(figures).flatMap(([name, value]) => {
    if (typeof value !== 'number') return []
    const isGauge = gauges.includes(name)
    return metric(`${snakeCase(name)}${isGauge ? '' : '_total'}`, isGauge ? 'gauge' : 'counter', [
      ['', value],
    ])
  })
  return [
    ...lines,
    ...metric('transport_connections', 'gauge', labelled('transport', transports)),
    ...metric('drops_total', 'counter', labelled('code', drops)),
    ...metric('refusals_total', 'counter', labelled('reason', refusals)),
    ...metric('errors_total', 'counter', labelled('code', errors)),
    '',
  ].join('\n')
}

function metric(name: string, kind: string, values: [labels: string, value: number][]): string[] {
  return [
    `# TYPE ${prefix}${name} ${kind}`,
    ...values.map(([labels, value]) => `${prefix}${name}${labels} ${value}`),
  ]
}

function labelled(label: string, values: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(values).map(([key, value]) => [`{${label}=${JSON.stringify(key)}}`, value])
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
