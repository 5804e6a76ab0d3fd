/** How long a run may take at most, by the time-outs of the checks themselves: in a world whose time the test moves. */
import { describe, expect, it } from 'vitest'
import { readTarget, runChecks, type Target } from '../src/index.ts'
import type { HttpQuestion, Probe, WebSocketQuestion } from '../src/probe.ts'
import { failed } from '../src/probe.ts'

/** Takes every question, and lets each run into its time-out. */
function silentProbe(): { probe: Probe; took: () => number } {
  let now = 0
  const waiting: { at: number; wake: () => void }[] = []
  const pass = () => {
    waiting.sort((a, b) => a.at - b.at)
    const next = waiting.shift()
    if (next === undefined) return
    now = Math.max(now, next.at)
    next.wake()
  }
  const timedOut = async ({ timeoutMs }: HttpQuestion | WebSocketQuestion) => {
    await new Promise<void>((wake) => {
      waiting.push({ at: now + timeoutMs, wake })
      // Whoever else asks now does so before time goes on.
      setImmediate(pass)
    })
    return failed({ reason: 'timeout', detail: 'no answer in time' })
  }
  const probe: Probe = {
    kind: 'terminal',
    now: () => now,
    newId: () => 'kV3x-9d_Qm2LrT0aB7cE',
    ask: (_url, question) => timedOut(question),
    stream: (_url, question) => timedOut(question),
    open: async (_url, question) => ({ opened: false, evidence: await timedOut(question) }),
  }
  return { probe, took: () => now }
}

describe('a run of the checks', () => {
  it.each(['terminal', 'browser'] as const)('ends within 15 s where nothing answers (%s)', async (kind) => {
    const { probe, took } = silentProbe()
    await runChecks({ probe: { ...probe, kind }, target: readTarget('http://desk.example') as Target })
    expect(took()).toBeGreaterThan(0)
    expect(took()).toBeLessThan(15_000)
  })
})
