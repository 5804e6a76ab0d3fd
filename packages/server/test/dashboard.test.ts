/** The Grafana dashboard and the alerts ask only for what `/metrics` of a running server has, by the labels that are there. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { beforeAll, describe, expect, it } from 'vitest'
import { composeServer } from '../src/cli/compose-server.ts'
import { openServices } from '../src/cli/open-services.ts'
import { loadSettings } from '../src/settings/load-settings.ts'

interface Panel {
  id: number
  type: string
  title: string
  gridPos: { x: number; y: number; w: number; h: number }
  targets?: { expr: string }[]
}

const alertsFile = new URL('../../../docs/prometheus/copydesk.rules.yml', import.meta.url)
const dashboard = JSON.parse(
  readFileSync(new URL('../../../docs/grafana/copydesk.json', import.meta.url), 'utf8'),
) as {
  schemaVersion: number
  panels: Panel[]
  templating: { list: { name: string; definition?: string }[] }
}
const alerts = [...readFileSync(alertsFile, 'utf8').matchAll(/^ +expr: (.+)$/gm)].map(
  ([, expression = '']) => expression,
)
const expressions = [
  ...dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...dashboard.templating.list.flatMap(({ definition }) => definition ?? []),
]

/** Words of PromQL, and of Grafana's queries for variables, that are no metrics. */
const words = new Set([
  ...['sum', 'min', 'max', 'by', 'rate', 'histogram_quantile', 'label_values'],
  ...['and', 'min_over_time'],
])

/** The metrics that an expression names. */
function metricsOf(expression: string): string[] {
  const bare = expression
    .replaceAll(/\{[^}]*\}|\[[^\]]*\]|"[^"]*"/g, ' ')
    .replaceAll(/\b(by|ignoring) \([^)]*\)/g, ' ')
    .replace(/, (job|instance)\)$/, ')')
  return [...bare.matchAll(/[a-z_][a-z0-9_]*/gi)].map(([name]) => name).filter((name) => !words.has(name))
}

/** The labels that it tells values apart by, without those that Prometheus itself adds. */
function labelsOf(expression: string): string[] {
  const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/, */))
  const selected = [...expression.matchAll(/([a-z_]+)=~?"/g)].map(([, name = '']) => name)
  return [...grouped, ...selected].filter((label) => !['job', 'instance', 'le'].includes(label))
}

let text: string
let names: Set<string>
beforeAll(async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'copydesk-dashboard-'))
  const opened = await openServices(loadSettings({ env: {}, cwd }))
  const server = await composeServer({
    opened,
    secret: 's'.repeat(32),
    log: pino({ level: 'silent' }),
  })
  // So that the figures of requests, refusals and errors have something to count.
  await server.app.inject({ url: '/api/v1/live' })
  text = (await server.app.inject({ url: '/metrics' })).body
  await server.stop()
  rmSync(cwd, { recursive: true })
  names = new Set(
    [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', kind]) =>
      kind === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  )
})

describe('docs/grafana/copydesk.json', () => {
  it('names metrics that exist', () => {
    const named = expressions.flatMap(metricsOf)
    expect(new Set(named).size).toBeGreaterThan(15)
    expect(named.filter((name) => !names.has(name))).toEqual([])
  })

  it('shows every figure of the hub', () => {
    const named = new Set(expressions.flatMap(metricsOf))
    const realtime = [...names].filter((name) => name.startsWith('copydesk_realtime_'))
    expect(realtime.length).toBeGreaterThan(10)
    expect(realtime.filter((name) => !named.has(name))).toEqual([])
  })

  it('tells values apart by labels that are there', () => {
    const known = ['transport', 'code', 'reason', 'method', 'result', 'found_by', 'fate', 'route', 'file']
    expect(expressions.flatMap(labelsOf).filter((label) => !known.includes(label))).toEqual([])
    for (const [name, label] of [
      ['copydesk_realtime_connections', 'transport'],
      ['copydesk_realtime_recoveries_total', 'result'],
      ['copydesk_realtime_gaps_total', 'found_by'],
      ['copydesk_http_request_duration_seconds_bucket', 'route'],
    ]) {
      expect(text).toMatch(new RegExp(`^${name}\\{[^}]*${label}="`, 'm'))
    }
  })

  it('is a dashboard of today, whose panels have a place of their own', () => {
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(41)
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length)
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      expect(x + w).toBeLessThanOrEqual(24)
      return Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`)
    })
    expect(new Set(cells).size).toBe(cells.length)
    for (const { type, targets } of dashboard.panels) expect(type === 'row' || targets?.length).toBeTruthy()
  })
})

describe('docs/prometheus/copydesk.rules.yml', () => {
  it('has no fault that promtool finds', () => {
    const said = execFileSync('promtool', ['check', 'rules', fileURLToPath(alertsFile)], { encoding: 'utf8' })
    expect(said).toContain(`SUCCESS: ${alerts.length} rules found`)
  })

  it('names metrics that exist, by labels that are there', () => {
    // What Prometheus itself says of each server that it asks.
    const known = new Set([...names, 'up'])
    const bare = alerts.map((expression) => expression.replaceAll(/ [<>=]=? [\d.e]+$/g, ''))
    expect(bare.length).toBeGreaterThan(5)
    expect(bare.flatMap(metricsOf).filter((name) => !known.has(name))).toEqual([])
    expect(
      alerts
        .flatMap(labelsOf)
        .filter((label) => !['status', 'lane', 'work', 'file', 'found_by'].includes(label)),
    ).toEqual([])
  })
})
