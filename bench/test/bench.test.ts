import { describe, expect, it } from 'vitest'
import { help, parseFlags } from '../src/flags.ts'
import { goalLines } from '../src/goals.ts'
import { measurements } from '../src/measurements/index.ts'
import type { Figures } from '../src/measurements/measurement.ts'
import { Results } from '../src/results.ts'
import { Rig } from '../src/rig.ts'
import { withinOpenFiles } from '../src/run-all.ts'
import { serverNames } from '../src/servers/bench-server.ts'
import { buildMessage, markNumber } from '../src/servers/message.ts'
import { isInstalled } from '../src/servers/starters.ts'
import { measurementTable } from '../src/table.ts'

describe('the benchmark', () => {
  it.each(serverNames.filter(isInstalled))(
    'counts every delivery of %s, none left out and none double',
    async (name) => {
      await Rig.with(name, async (rig) => {
        await rig.open(3)
        expect(await rig.publish({ rounds: 2, perRound: 5, intervalMs: 1, bytes: 200 })).toBe(30)
        expect(await rig.received()).toEqual({ messages: 30, missed: 0, doubled: 0 })
        expect(await rig.rssBytes()).toBeGreaterThan(1_000_000)
      })
    },
  )

  it('counts what a server without recovery leaves out in a storm', async () => {
    await Rig.with('ws', async (rig) => {
      await rig.open(3)
      await rig.publish({ rounds: 1, perRound: 5, intervalMs: 1, bytes: 200 })
      await rig.storm(200, 1, 200)
      const { messages, missed, doubled } = await rig.received()
      expect(missed).toBeGreaterThan(0)
      expect(messages + missed).toBe(3 * 205)
      expect(doubled).toBe(0)
    })
  })

  it('sends messages of the length asked for', () => {
    for (const bytes of [60, 200, 5_000]) {
      const text = JSON.stringify(buildMessage(bytes, 12))
      expect(text).toHaveLength(bytes)
      expect(text).toContain(markNumber(12))
    }
  })

  it('takes flags and says what is wrong with them', () => {
    expect(parseFlags(['--subscribers', '1200', '--servers', 'hub,floor', '--only', 'storm'])).toMatchObject({
      subscribers: 1200,
      storm: 5000,
      only: ['storm'],
      rows: ['floor', 'hub'],
    })
    expect(parseFlags(['--quick', '--runs', '2'])).toMatchObject({ subscribers: 40, runs: 2 })
    expect(parseFlags(['--servers', 'nginx'])).toContain('Unknown server nginx')
    expect(parseFlags(['--only', 'speed'])).toContain('Unknown measurement speed')
    expect(parseFlags(['--subscribers', '0'])).toContain('--subscribers must be a number from 1 on')
    expect(parseFlags(['--speed', '10'])).toContain('--speed')
    expect(parseFlags(['--capacity', '10,20', '--per-project', '5'])).toMatchObject({
      capacity: [10, 20],
      assumed: { perProject: 5 },
    })
    expect(parseFlags(['--capacity', '1e5,many'])).toContain('--capacity must be')
    expect(parseFlags(['--help'])).toBe(help)
  })

  it('opens no more connections than the system has files for', () => {
    const flags = parseFlags(['--storm', '100000000'])
    if (typeof flags === 'string') throw new Error(flags)
    const within = withinOpenFiles(flags)
    expect(within.flags.storm).toBeLessThan(100_000_000)
    expect(within.warning).toContain('Open files allow')
    expect(withinOpenFiles({ ...flags, storm: 10, subscribers: 10, warmUp: 0 }).warning).toBeNull()
  })
})

describe('the results', () => {
  const cost = (value: number): Figures => ({ 'CPU per connect': { value, unit: 'ms' } })
  const results = new Results()
  // The second round was disturbed, and hit both.
  for (const [floor, hub] of [
    [1, 1.5],
    [4, 8.8],
    [1, 1.7],
  ]) {
    results.add('connect', 'floor', cost(floor ?? 0))
    results.add('connect', 'hub', cost(hub ?? 0))
  }

  it('are medians, and compared to the floor round by round', () => {
    expect(results.median('connect', 'hub')).toEqual(cost(1.7))
    expect(results.ratio('connect', 'hub', 'CPU per connect')).toBe(1.7)
    expect(results.highest('connect', 'hub', 'CPU per connect')).toBe(8.8)
    expect(results.ratio('connect', 'ws', 'CPU per connect')).toBeUndefined()
  })

  it('keep the rounds beside each other when one of them failed', () => {
    const failed = new Results()
    failed.addFailure('connect', 'floor', 'did not start')
    failed.add('connect', 'hub', cost(9))
    failed.add('connect', 'floor', cost(2))
    failed.add('connect', 'hub', cost(3))
    expect(failed.ratio('connect', 'hub', 'CPU per connect')).toBe(1.5)
    expect(failed.median('connect', 'floor')).toEqual(cost(2))
    expect(failed.failures).toEqual(['connect, floor: did not start'])
  })

  it('are printed beside the floor and the goals', () => {
    const [connect] = measurements
    if (connect === undefined) throw new Error('there are no measurements')
    expect(measurementTable(connect, results).split('\n').slice(0, 3)).toEqual([
      '        CPU per connect',
      'floor   1 ms (1.00 ×)',
      'hub     1.7 ms (1.70 ×)',
    ])
    expect(goalLines(results)).toEqual([
      ['hub', 'CPU to connect, authenticate, subscribe with recovery', '1.00 ms', '≤ 2 ×', '1.70 ×', 'met'],
    ])
    const slow = new Results()
    slow.add('connect', 'floor', cost(1))
    slow.add('connect', 'hub', cost(2.01))
    expect(goalLines(slow)[0]?.at(-1)).toBe('NOT MET')
  })
})
