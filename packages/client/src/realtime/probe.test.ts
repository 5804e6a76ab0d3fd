import { expect, it } from 'vitest'
import { createFakeClock } from '../../test/fake-clock.ts'
import type { Link } from './link.ts'
import { Probe } from './probe.ts'

function createProbed() {
  const clock = createFakeClock()
  const answer = Promise.withResolvers<void>()
  const link = { probe: () => answer.promise } as unknown as Link
  return { clock, link, probe: new Probe(clock), ...answer }
}

it('tells an answer that was held back from one that trickled in', async () => {
  const held = createProbed()
  const first = held.probe.ask(held.link)
  await held.clock.advance(3_001)
  held.probe.heard()
  held.resolve()
  expect(await first).toBe('late')

  const slow = createProbed()
  const second = slow.probe.ask(slow.link)
  for (let step = 0; step < 4; step += 1) {
    await slow.clock.advance(2_000)
    slow.probe.heard()
  }
  slow.resolve()
  expect(await second).toBe('in_time')
})

it('asks a link once at a time, and again once it failed to answer', async () => {
  const { probe, link, reject } = createProbed()
  const first = probe.ask(link)
  expect(await probe.ask(link)).toBeNull()
  reject(new Error('closed'))
  expect(await first).toBe('unanswered')
  expect(await probe.ask(link)).toBe('unanswered')
})
