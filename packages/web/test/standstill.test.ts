import { expect, it } from 'vitest'
import { StandstillWatch } from '../src/session/standstill.ts'

const minute = 60_000

it('notices a sleep, not the slow timers of a hidden tab, and forgets it after a while', () => {
  const watch = new StandstillWatch(0)
  for (let now = 5_000; now <= minute; now += 5_000) watch.tick(now)
  watch.tick(2 * minute)
  watch.tick(3 * minute)
  expect(watch.last(3 * minute)).toBeNull()
  watch.tick(43 * minute)
  watch.tick(43 * minute + 5_000)
  expect(watch.last(44 * minute)).toEqual({ ms: 40 * minute, endedAt: 43 * minute })
  expect(watch.last(59 * minute)).toBeNull()
})
