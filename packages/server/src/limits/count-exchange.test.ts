/** Servers that hear of each other by one broker; each has counts of its own. */
import { createMemoryBroker } from '@copydesk/hub'
import { expect, it } from 'vitest'
import { requestCounts } from '../http/request-counts.ts'
import { FailureCounts } from '../people/sign-in/failure-counts.ts'
import { SignInThrottle } from '../people/sign-in/sign-in-throttle.ts'
import { CountExchange } from './count-exchange.ts'

function startServers(count: number): CountExchange[] {
  const broker = createMemoryBroker()
  return Array.from({ length: count }, () => {
    const counts = new CountExchange({ broker })
    counts.follow()
    return counts
  })
}

it('whoever guesses a password at one server after the other has the tries of one', () => {
  const throttles = startServers(3).map((counts) => new SignInThrottle(() => 0, counts))
  const attempt = { email: 'a@test.example', network: '10.0.0.1', device: undefined, about: 'mark' }
  let checked = 0
  for (let tries = 0; tries < 60; tries += 1) {
    const admitted = throttles[tries % throttles.length]?.admit(attempt)
    if (typeof admitted !== 'object') continue
    checked += 1
    admitted.failed()
  }
  expect(checked).toBe(10)
  for (const throttle of throttles) expect(throttle.admit(attempt)).toBeGreaterThan(0)
})

it('who gets in at one server begins anew at all of them', () => {
  const [here, there] = startServers(2).map((counts) => new SignInThrottle(() => 0, counts))
  const attempt = { email: 'a@test.example', network: '10.0.0.1', device: 'known', about: 'mark' }
  const fail = (throttle = here) => {
    const admitted = throttle?.admit(attempt)
    if (typeof admitted === 'object') admitted.failed()
  }
  for (let tries = 0; tries < 9; tries += 1) fail()
  const admitted = there?.admit(attempt)
  if (typeof admitted === 'object') admitted.succeeded()
  for (let tries = 0; tries < 9; tries += 1) fail(there)
  expect(here?.admit(attempt)).toBeTypeOf('object')
})

it('what is heard counts from when it is heard, by the clock of the server that hears it', () => {
  const [here, there] = startServers(2)
  const limits = { limit: 1, windowMs: 60_000 }
  const own = new FailureCounts(limits, { line: here?.line('x') ?? never(), now: () => 5 })
  const other = new FailureCounts(limits, { line: there?.line('x') ?? never(), now: () => 900_000 })
  own.add('key', '', 5)
  expect(other.waitMs('key', '', 900_000)).toBe(60_000)
})

it('a busy address is counted at all servers, within a second', () => {
  let now = 0
  const stores = startServers(3).map((counts) => {
    return new (requestCounts({ monotonic: () => now, line: counts.line('requests') }))()
  })
  const ask = (server: number) => {
    let current = 0
    stores[server]?.incr('10.0.0.1', (_error, counted) => (current = counted?.current ?? 0), 60_000)
    return current
  }
  for (let asked = 0; asked < 3000; asked += 1) {
    ask(asked % 3)
    now += 10
  }
  // Each knows of the others all but what they do not tell: the first hundred, and the last second.
  for (const server of [0, 1, 2]) {
    expect(ask(server)).toBeGreaterThan(3000 - 2 * (100 + 100))
    expect(ask(server)).toBeLessThanOrEqual(3000 + 6)
  }
})

function never(): never {
  throw new Error('There is no such server')
}
