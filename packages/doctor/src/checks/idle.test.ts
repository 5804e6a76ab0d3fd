import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildEvidence } from '../../test/build-evidence.ts'
import { FakeProbe, type FakeWay } from '../../test/fake-probe.ts'
import type { IdleEvidence } from '../evidence.ts'
import { readTarget } from '../target.ts'
import { verdictOf } from '../verdict/verdict.ts'
import { newIdleWatch, type Target } from './check.ts'
import { idle } from './idle.ts'

async function examine(way: FakeWay) {
  const probe = new FakeProbe(way)
  const target = readTarget('http://desk.example', { idle: true }) as Target
  const found = (await idle.run({
    probe,
    target,
    probeId: probe.newId(),
    known: buildEvidence(),
  })) as IdleEvidence
  const verdict = verdictOf(buildEvidence({ idle: found }))
  const silent = found.lines.find(({ pingEveryMs }) => pingEveryMs === null)
  return {
    limitMs: silent?.endedAfterMs,
    cause: verdict.findings[0]?.cause,
    state: verdict.state,
    took: probe.now(),
  }
}

describe('the idle test', () => {
  it.each([
    [20_000, 'idle_timeout'],
    [30_000, 'ping_races_timeout'],
    [50_000, undefined],
    [60_000, undefined],
  ])('finds a limit of %i ms on silence', async (idleLimitMs, cause) => {
    const found = await examine({ idleLimitMs, ageLimitMs: null })
    expect(found).toMatchObject({ limitMs: idleLimitMs, cause })
    expect(found.state).toBe(cause === undefined ? 'healthy' : 'problem')
  })

  it('finds any limit below its end to within 5 s', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2_000, max: 74_000 }), async (idleLimitMs) => {
        const { limitMs } = await examine({ idleLimitMs, ageLimitMs: null })
        expect(Math.abs((limitMs ?? 0) - idleLimitMs)).toBeLessThan(5_000)
      }),
      { seed: 42, numRuns: 15 },
    )
  })

  it('finds nothing where there is no limit', async () => {
    expect(await examine({ idleLimitMs: null, ageLimitMs: null })).toMatchObject({
      limitMs: null,
      state: 'healthy',
    })
  })

  it('does not take a limit on age for one on silence', async () => {
    const found = await examine({ idleLimitMs: null, ageLimitMs: 20_000 })
    expect(found).toMatchObject({ limitMs: 20_000, cause: 'age_limit' })
  })

  it('ends soon after it knows', async () => {
    expect((await examine({ idleLimitMs: 10_000, ageLimitMs: null })).took).toBeLessThan(30_000)
  })

  it('need not watch another way for longer than this one', async () => {
    const probe = new FakeProbe({ idleLimitMs: 10_000, ageLimitMs: null })
    const watch = newIdleWatch()
    const target = readTarget('http://desk.example', { idle: watch }) as Target
    await idle.run({ probe, target, probeId: probe.newId(), known: buildEvidence() })
    expect(watch.ms).toBe(22_000)
  })

  it('is not run unless it was asked for', async () => {
    const probe = new FakeProbe({ idleLimitMs: null, ageLimitMs: null })
    const target = readTarget('http://desk.example') as Target
    const found = await idle.run({ probe, target, probeId: probe.newId(), known: buildEvidence() })
    expect(found.outcome).toBe('skipped')
  })
})
