import { describe, expect, it } from 'vitest'
import { parseFlags } from '../src/flags.ts'
import { formatCommits, measureCommits } from '../src/measurements/commits.ts'
import { Rig } from '../src/rig.ts'
import { serverNames } from '../src/servers/bench-server.ts'
import { buildMessage } from '../src/servers/message.ts'
import { formatTable, median } from '../src/table.ts'

describe('the benchmark', () => {
  it.each(serverNames)('publishes through %s and counts every delivery', async (name) => {
    const rig = await Rig.start(name)
    try {
      await rig.open(3)
      expect(await rig.publish({ rounds: 2, perRound: 5, intervalMs: 1, bytes: 200 })).toBe(30)
      const usage = await rig.usage()
      expect(usage.cpuMicros).toBeGreaterThan(0)
      expect(usage.rssBytes).toBeGreaterThan(10_000_000)
    } finally {
      await rig.stop()
    }
  })

  it('sends messages of the length asked for', () => {
    for (const bytes of [50, 200, 5_000]) expect(JSON.stringify(buildMessage(bytes))).toHaveLength(bytes)
  })

  it('takes flags and says what is wrong with them', () => {
    expect(parseFlags(['--subscribers', '1200', '--servers', 'hub,floor'])).toMatchObject({
      subscribers: 1200,
      runs: 3,
      servers: ['floor', 'hub'],
    })
    expect(parseFlags(['--servers', 'nginx'])).toContain('Unknown server nginx')
    expect(parseFlags(['--subscribers', '10'])).toContain('--subscribers must be an integer from 1000 on')
    expect(parseFlags(['--speed', '10'])).toContain('--speed')
  })

  it('commits through the HTTP API of a real server', async () => {
    const figures = await measureCommits(20)
    expect([...figures.keys()]).toEqual(['node:http, nothing kept', 'copydesk, comments'])
    for (const { perSecond, p50, p99 } of figures.values()) {
      expect(perSecond).toBeGreaterThan(0)
      expect(p99).toBeGreaterThanOrEqual(p50)
    }
    expect(formatCommits(figures)).toMatch(/copydesk, comments +\d+ \/s/)
  }, 60_000)

  it('prints figures beside the floor', () => {
    const rows = new Map([
      ['floor', { cost: { value: 10, unit: 'µs' } }],
      ['hub', { cost: { value: 10.5, unit: 'µs' } }],
    ])
    expect(formatTable(rows)).toBe(
      ['server   cost', 'floor    10.0 µs (1.00 ×)', 'hub      10.5 µs (1.05 ×)'].join('\n'),
    )
    const runs = [3, 1, 2].map((value) => ({ cost: { value, unit: 'ms' } }))
    expect(median(runs)).toEqual({ cost: { value: 2, unit: 'ms' } })
  })
})
